# Lägesbilden: en ny, det som tas bort, och det som har sparats.

picture-new-title-hint = Till exempel Lägesbild för centrum 2026.
picture-new-municipality-hint = Namnet eller den fyrsiffriga koden.
picture-new-no-municipality = Ingen kommun heter så. Skriv kommunens namn, till exempel Lidköping, eller dess fyrsiffriga kod.
picture-new-criteria = Handbokens kriterier, som problemen ska väljas efter
picture-new-make = Skapa lägesbilden
picture-new-by-text = Lägg till en som fil eller text i stället
work-saved-version = Sparad version

picture-take-away-question = Ska det tas bort?
picture-take-away-goes = Det här försvinner ur lägesbilden:
picture-take-away-kept = Den sparade versionen finns kvar under Sparade versioner och kan göras till den senaste igen.
picture-take-away-no = Behåll det
contents-problems =
    { $n ->
        [one] { $n } problem
       *[other] { $n } problem
    }
contents-causes =
    { $n ->
        [one] { $n } orsak
       *[other] { $n } orsaker
    }
contents-measures =
    { $n ->
        [one] { $n } åtgärd
       *[other] { $n } åtgärder
    }
contents-indicators =
    { $n ->
        [one] { $n } indikator
       *[other] { $n } indikatorer
    }
contents-evidence =
    { $n ->
        [one] { $n } belägg
       *[other] { $n } belägg
    }
contents-voices =
    { $n ->
        [one] { $n } synpunkt
       *[other] { $n } synpunkter
    }
contents-sections =
    { $n ->
        [one] { $n } stycke
       *[other] { $n } stycken
    }
contents-places =
    { $n ->
        [one] { $n } plats
       *[other] { $n } platser
    }
contents-parties =
    { $n ->
        [one] { $n } part
       *[other] { $n } parter
    }
contents-criteria =
    { $n ->
        [one] { $n } kriterium
       *[other] { $n } kriterier
    }

picture-versions-lead = Varje gång lägesbilden sparas blir det en version. En tidigare version kan öppnas och göras till den senaste igen.
picture-version-is-newest = Det här är lägesbilden som den är nu.
picture-version-restore = Gör till den senaste
picture-version-restore-words = Lägesbilden blir som i den här versionen. Det sparas som en ny version, och ingen annan version försvinner.
picture-erase-title = Ta bort en text om en person
picture-erase-lead = Har någon skrivit ett namn, en adress eller något annat om en person? Skriv eller klistra in texten. Den tas bort ur lägesbilden och ur alla sparade versioner och går inte att få tillbaka. Att det gjordes sparas, men inte vad som stod.
picture-erase-editions = Utgåvor som redan är frysta ändras inte, och inte heller säkerhetskopior. Står texten i en utgåva kan en utgivare dra tillbaka den.
picture-erase-text = Texten som ska bort
picture-erase-text-hint = Precis som den skrevs, minst fem tecken. Allt som är likadant försvinner, så skriv hela namnet.
picture-erase-by-publisher = En utgivare i organisationen som äger lägesbilden tar bort texten.
picture-erase-do = Ta bort ur alla versioner
picture-erase-short = Skriv minst fem tecken, så att inte för mycket försvinner.
picture-erase-none = Ingen sparad version innehåller texten. Skriv den precis som den stod.
picture-erased =
    { $n ->
        [one] Texten är borttagen ur { $n } version.
       *[other] Texten är borttagen ur { $n } versioner.
    }
picture-erased-reason =
    { $n ->
        [one] En text om en person togs bort ur { $n } sparad version.
       *[other] En text om en person togs bort ur { $n } sparade versioner.
    }
picture-field-problem = Problem
picture-field-cause = Orsak
picture-field-step = Steg
edition-promises = Löften i kommunen:
