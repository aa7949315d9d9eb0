//! The police's notices as news on public pages: of each, the current text.

use handslag_domain::municipality::Municipality;
use handslag_domain::news::Notice;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::release::NewsItem;
use handslag_store::{NewRelease, ReleaseContent, Tx};
use jiff::Timestamp;

use crate::AppError;
use crate::access::Member;

/// Makes public every current notice of these municipalities that is not
/// public in just these words.
pub(crate) async fn publish_news(
    tx: &Tx,
    owner: &OrganisationId,
    member: &Member,
    municipalities: &[&Municipality],
    now: Timestamp,
) -> Result<(), AppError> {
    for municipality in municipalities {
        let slug = municipality.slug();
        let public = tx.released_news(owner, &slug).await?;
        let current = tx.notices(owner, municipality.code, u32::MAX, 0).await?;
        let items: Vec<NewsItem> = current
            .iter()
            .map(news_item)
            .filter(|item| public.get(&item.id) != Some(item))
            .collect();
        if items.is_empty() {
            continue;
        }
        tx.publish(&NewRelease {
            tenant: owner.clone(),
            municipality_slug: slug,
            published_at: now,
            published_by: member.account_id(),
            reason: None,
            title: municipality.name.to_owned(),
            content: ReleaseContent::News(items),
            pdf: None,
            search: Vec::new(),
        })
        .await?;
    }
    Ok(())
}

fn news_item(notice: &Notice) -> NewsItem {
    NewsItem {
        id: notice.id,
        published: notice
            .published_local
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
        kind: notice.kind.clone(),
        title: notice.name.clone(),
        summary: notice.summary.clone(),
        path: notice.url.clone(),
        sums_up: notice.is_summary,
    }
}
