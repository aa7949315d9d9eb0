//! Sets a request from a file and measures it: `follow_up_pdf REQUEST.json OUT.pdf [TIMES]`.

use std::time::Instant;

use handslag_report::{PdfRequest, pdf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, request, out, times @ ..] = arguments.as_slice() else {
        return Err("usage: follow_up_pdf REQUEST.json OUT.pdf [TIMES]".into());
    };
    let request: PdfRequest = serde_json::from_slice(&std::fs::read(request)?)?;
    let times = times.first().map_or(Ok(1), |times| times.parse())?;
    for n in 1..=times {
        let begun = Instant::now();
        let bytes = pdf(&request.document, request.options, &request.charts)?;
        println!(
            "{n}: {:?}, {} bytes, {}",
            begun.elapsed(),
            bytes.len(),
            peak_memory()
        );
        std::fs::write(out, bytes)?;
    }
    Ok(())
}

/// The process's greatest resident size so far, where Linux tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    peak.unwrap_or("peak memory unknown").to_owned()
}
