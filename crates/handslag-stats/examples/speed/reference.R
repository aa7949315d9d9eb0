# How long do R's packages take for the same?
#
# Rscript reference.R DIR [ROW]: reads what `speed --data DIR` wrote and prints
# one line of JSON for each size of each row: seconds of the work alone. Where only
# a part was timed, "scaled_by" says how many times more the whole is, and
# "seconds" is of the whole.
#
# On Debian the packages are r-base-core, r-cran-mass, r-cran-spdep,
# r-cran-spatstat, r-cran-surveillance and r-cran-survey.

options(warn = -1)
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 1) stop("name the folder that speed --data wrote")
folder <- arguments[1]
limit <- 60

input <- function(row, n, name) {
  file <- file.path(folder, sprintf("%s-%d-%s.csv", row, n, name))
  as.matrix(read.csv(file, header = FALSE))
}

timed <- function(work, scaled_by = 1, note = NULL) {
  took <- system.time(work())
  list(
    seconds = took[["elapsed"]] * scaled_by,
    cpu_seconds = (took[["user.self"]] + took[["sys.self"]]) * scaled_by,
    scaled_by = scaled_by, note = note
  )
}

# As many as fit in half of the limit; the rest by proportion.
timed_some <- function(n, work) {
  done <- 0
  answer <- timed(function() {
    begun <- proc.time()[["elapsed"]]
    for (item in seq_len(n)) {
      try(work(item), silent = TRUE)
      done <<- done + 1
      if (proc.time()[["elapsed"]] - begun > limit / 2) break
    }
  })
  answer$scaled_by <- n / done
  answer$seconds <- answer$seconds * n / done
  answer$cpu_seconds <- answer$cpu_seconds * n / done
  if (done < n) answer$note <- sprintf("%d of %d timed", done, n)
  answer
}

gi <- function(row, n) {
  side <- round(sqrt(n))
  near <- spdep::include.self(spdep::cell2nb(side, side, type = "queen"))
  weights <- spdep::nb2listw(near, style = "B")
  values <- input(row, n, "values")[, 1]
  permutations <- if (n > 20000) 99 else 999
  note <- if (permutations < 999) "99 of 999 permutations timed"
  timed(function() spdep::localG_perm(values, weights, nsim = permutations),
        999 / permutations, note)
}

kde <- function(row, n) {
  xy <- input(row, n, "xy")
  window <- spatstat.geom::owin(c(0, 10000), c(0, 10000))
  cells <- if (row == "kde-binned") 1024 else 256
  points <- spatstat.geom::ppp(xy[, 1], xy[, 2], window = window, check = FALSE)
  note <- if (row == "kde-exact") "on a grid, not exact"
  timed(function() {
    stats::density(points, sigma = 200, dimyx = cells, edge = TRUE)
  }, 1, note)
}

knox <- function(row, n) {
  if (n > 10000) return(list(not_run = "its matrices of all pairs need more memory"))
  events <- input(row, n, "xyt")
  timed(function() {
    surveillance::knox(stats::dist(events[, 1:2]), stats::dist(events[, 3]),
                       eps.s = 200, eps.t = 14, simulate.p.value = TRUE, B = 9)
  }, 999 / 9, "9 of 999 permutations timed")
}

its <- function(row, n) {
  series <- input(row, n, "series")
  t <- seq_len(ncol(series))
  angle <- 2 * pi * t / 12
  after <- as.numeric(t > 96)
  timed_some(n, function(i) {
    MASS::glm.nb(series[i, ] ~ I(t / 12) + after + sin(angle) + cos(angle) +
                   sin(2 * angle) + cos(2 * angle))
  })
}

stl_rows <- function(row, n) {
  series <- input(row, n, "series")
  timed_some(n, function(i) {
    stats::stl(stats::ts(series[i, ], frequency = 12), s.window = 7, robust = TRUE)
  })
}

farrington <- function(row, n) {
  series <- input(row, n, "series")
  rule <- list(
    range = 313:364, noPeriods = 10, b = 5, w = 3, weightsThreshold = 2.58,
    pastWeeksNotIncluded = 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin",
    alpha = 0.01
  )
  timed_some(n, function(i) {
    counts <- surveillance::sts(series[i, ], start = c(2019, 1), frequency = 52)
    surveillance::farringtonFlexible(counts, rule)
  })
}

answers <- function(row, n) {
  answers <- as.data.frame(input(row, n, "answers"))
  names(answers) <- c("place", "weight", "yes", "sex", "age", "county")
  answers
}

domains <- function(row, n) {
  answers <- answers(row, n)
  timed(function() {
    design <- survey::svydesign(ids = ~1, strata = ~place, weights = ~weight, data = answers)
    survey::svyby(~yes, ~place, design, survey::svymean)
  })
}

raking <- function(row, n) {
  answers <- answers(row, n)
  design <- survey::svydesign(ids = ~1, strata = ~place, weights = ~weight, data = answers)
  margin <- function(name, parts) {
    total <- data.frame(seq_len(parts) - 1, 100 * n / parts)
    names(total) <- c(name, "Freq")
    total
  }
  totals <- list(margin("sex", 2), margin("age", 6), margin("county", 21))
  timed(function() {
    survey::rake(design, list(~sex, ~age, ~county), totals,
                 control = list(maxit = 50, epsilon = 1e-7))
  })
}

# Row: the package whose version names the tool, and how to time it.
rows <- list(
  "gi-counts" = list("spdep", gi),
  "gi-values" = list("spdep", gi),
  "kde-binned" = list("spatstat.explore", kde),
  "kde-exact" = list("spatstat.explore", kde),
  "knox" = list("surveillance", knox),
  "knox-large" = list("surveillance", knox),
  "its" = list("MASS", its),
  "stl" = list("stats", stl_rows),
  "farrington" = list("surveillance", farrington),
  "survey" = list("survey", domains),
  "raking" = list("survey", raking)
)

text <- function(value) {
  if (is.null(value)) return("null")
  if (is.character(value)) return(encodeString(value, quote = "\""))
  format(value, digits = 15, scientific = FALSE)
}

say <- function(answer) {
  fields <- sprintf("\"%s\": %s", names(answer), vapply(answer, text, ""))
  cat("{", paste(fields, collapse = ", "), "}\n", sep = "")
}

measure <- function(row, n) {
  package <- rows[[row]][[1]]
  head <- list(row = row, n = n)
  if (!requireNamespace(package, quietly = TRUE)) {
    return(c(head, list(not_run = paste("R has no package", package))))
  }
  head$tool <- paste("R", package, utils::packageVersion(package))
  setTimeLimit(elapsed = limit, transient = TRUE)
  answer <- tryCatch(rows[[row]][[2]](row, n), error = function(error) {
    list(not_run = strsplit(conditionMessage(error), "\n")[[1]][1])
  })
  setTimeLimit()
  c(head, answer)
}

for (row in if (length(arguments) > 1) intersect(arguments[2], names(rows)) else names(rows)) {
  files <- list.files(folder, sprintf("^%s-[0-9]+-[a-z]+[.]csv$", row))
  sizes <- sub("^-", "", regmatches(files, regexpr("-[0-9]+", files)))
  for (n in sort(unique(as.integer(sizes)))) say(measure(row, n))
}
