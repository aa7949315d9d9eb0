//! `handslag serve`: the real thing, empty at its first start.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use handslag_locale::{Language, Texts, arg};
use handslag_web::WebOptions;
use handslag_web::map_archive::look_at;
use tokio::net::TcpListener;

use crate::arguments::ServeOrder;
use crate::data_folder::{self, Kind};
use crate::failure::Failure;
use crate::terminal::{say, tell};
use crate::{account, terminal};

pub(crate) async fn run(
    order: &ServeOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    keep_trace();
    let map_tiles = match &order.map_tiles {
        Some(file) => {
            if let Some(useless) = useless(file, t)? {
                return Err(Failure::Content(useless));
            }
            file.clone()
        }
        None => {
            let file = data_folder::map_tiles(&data_folder::folder(folder.clone(), Kind::Real));
            // It may be put there or mended at any time, so the server starts without.
            if file.exists()
                && let Some(useless) = useless(&file, t)?
            {
                tell(useless);
            }
            file
        }
    };
    let app = data_folder::open(folder, language).await?;
    match data_folder::kind(&app)
        .await
        .map_err(|error| Failure::of(error, language))?
    {
        Some(Kind::Demo) => return Err(Failure::Usage(t.cmd_demo_folder())),
        Some(Kind::Real) => {}
        None if terminal::can_ask() => account::first(&app, language).await?,
        None => tell(t.cmd_no_account()),
    }
    let listener = listen(order.listen, t).await?;
    say(t.cmd_serving(&address(&listener, t)?));
    let options = WebOptions {
        secure: order.behind_tls,
        map_tiles: Some(map_tiles),
        ..WebOptions::default()
    };
    let served = handslag_web::serve(listener, app, options).await;
    stopped(served, t)
}

/// Why a file cannot be the background map, if it cannot.
fn useless(file: &Path, t: Texts) -> Result<Option<String>, Failure> {
    let looked = look_at(file).map_err(|error| Failure::unreadable(t, file, &error))?;
    Ok(looked.err().map(|why| {
        t.cmd_map_tiles_useless(arg::CmdMapTilesUseless {
            file: &file.display().to_string(),
            why: &why.words(t),
        })
    }))
}

/// What the server has to say of faults goes to standard error; `RUST_LOG` asks for more.
pub(crate) fn keep_trace() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    let trace = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second trace in one process is the first one's to keep.
    let _ = trace.try_init();
}

/// Takes the address, or says what stands in the way.
pub(crate) async fn listen(address: SocketAddr, t: Texts) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let address = &address.to_string();
        match error.kind() {
            ErrorKind::AddrInUse => Failure::System(t.cmd_port_taken(address)),
            _ => Failure::System(t.cmd_cannot_listen(arg::CmdCannotListen {
                address,
                why: &error.to_string(),
            })),
        }
    })
}

/// The address to type in a browser on the same machine.
pub(crate) fn address(listener: &TcpListener, t: Texts) -> Result<String, Failure> {
    let bound = listener.local_addr().map_err(|error| {
        Failure::System(t.cmd_cannot_listen(arg::CmdCannotListen {
            address: "?",
            why: &error.to_string(),
        }))
    })?;
    Ok(format!("http://{bound}"))
}

/// A server that was told to stop has done what it should.
pub(crate) fn stopped(served: std::io::Result<()>, t: Texts) -> Result<(), Failure> {
    served.map_err(|error| Failure::System(t.cmd_server_broke(&error.to_string())))?;
    say(t.cmd_stopped());
    Ok(())
}
