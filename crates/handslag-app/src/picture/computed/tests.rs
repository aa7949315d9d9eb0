//! Questions on their way to an answer.

use std::future::poll_fn;
use std::sync::atomic::AtomicUsize;
use std::task::Poll;
use std::time::Duration;

use tokio::task::{JoinSet, yield_now};

use super::turns::{AT_ONCE, MOST_WAITING};
use super::*;

fn asker(name: &str) -> Asker {
    Asker {
        organisation: name.into(),
        state: 1,
    }
}

#[tokio::test]
async fn many_questions_are_answered_two_at_a_time() {
    let turns = Turns::default();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut asked = JoinSet::new();
    for number in 0..8_usize {
        let (turns, now, most) = (turns.clone(), Arc::clone(&now), Arc::clone(&most));
        asked.spawn(async move {
            let work = move || {
                let running = now.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(running, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(20));
                now.fetch_sub(1, Ordering::SeqCst);
                number
            };
            // Each organisation has a line of its own.
            let asker = asker(&format!("o{number}"));
            *once(&turns, &asker, &Question::default(), work)
                .await
                .unwrap()
        });
    }
    let mut answered = asked.join_all().await;
    answered.sort_unstable();
    assert_eq!(answered, (0..8).collect::<Vec<_>>());
    assert!(most.load(Ordering::SeqCst) <= AT_ONCE);
}

#[tokio::test]
async fn ten_quick_changes_of_the_filter_do_not_compute_ten_answers() {
    let turns = Turns::default();
    // Others are being computed meanwhile.
    let n_seats = u32::try_from(AT_ONCE).unwrap();
    let busy = turns.seats().acquire_many_owned(n_seats).await.unwrap();
    let (n_asked, n_run) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut asked = Vec::new();
    for number in 0..10_usize {
        let (turns, run) = (turns.clone(), Arc::clone(&n_run));
        let counted = Arc::clone(&n_asked);
        asked.push(tokio::spawn(async move {
            let work = move || {
                run.fetch_add(1, Ordering::SeqCst);
                number
            };
            let (asker, question) = (asker("kommunen"), Question::default());
            let answer = once(&turns, &asker, &question, work);
            counted.fetch_add(1, Ordering::SeqCst);
            answer.await.map(|number| *number)
        }));
        // One after the other, as they are asked.
        while n_asked.load(Ordering::SeqCst) <= number {
            yield_now().await;
        }
    }
    drop(busy);
    let mut answers = Vec::new();
    for one in asked {
        answers.push(one.await.unwrap());
    }
    assert_eq!(n_run.load(Ordering::SeqCst), MOST_WAITING);
    let expected: Vec<Option<usize>> = (0..10).map(|n| (n >= 6).then_some(n)).collect();
    assert_eq!(answers, expected);
}

#[tokio::test]
async fn what_was_set_aside_is_answered_when_it_is_asked_again() {
    let turns = Turns::default();
    let question = Question::default();
    let asker = asker("kommunen");
    let first = once(&turns, &asker, &question, || 1).await;
    assert_eq!(first.as_deref(), Some(&1));
    // Answered once: no second work is done.
    let again = once(&turns, &asker, &question, || 2).await;
    assert_eq!(again.as_deref(), Some(&1));
    let n_seats = u32::try_from(AT_ONCE).unwrap();
    let busy = turns.seats().acquire_many_owned(n_seats).await.unwrap();
    let late = Question::default();
    let mut waits = std::pin::pin!(once(&turns, &asker, &late, || 3));
    let polled_once = poll_fn(|context| Poll::Ready(waits.as_mut().poll(context).is_pending()));
    assert!(polled_once.await);
    (1_000..1_000 + MOST_WAITING as u64).for_each(|number| turns.ask(&asker, number));
    drop(busy);
    assert_eq!(waits.await, None);
    assert_eq!(once(&turns, &asker, &late, || 3).await.as_deref(), Some(&3));
}
