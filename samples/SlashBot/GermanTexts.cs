using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary>What German users read when a method does not answer them. The names of the commands are in texts/de.json.</summary>
internal static class GermanTexts
{
    private static readonly InteractionTexts Texts = new()
    {
        Unknown = "Das gibt es nicht mehr.",
        Failed = "Das hat nicht geklappt.",
        Busy = "Zu viel zu tun. Bitte gleich noch einmal.",
        UserPermissions = "Dafür fehlen dir diese Rechte: {0}.",
        BotPermissions = "Dafür fehlen mir diese Rechte: {0}.",
        Cooldown = "Bitte in {0} s noch einmal.",
        NotForUser = "Das ist nicht für dich.",
        OptionMissing = "\"{0}\" fehlt. Der Befehl hat sich geändert: Bitte Discord neu laden.",
        FieldEmpty = "\"{0}\" darf nicht leer sein.",
        NeedsWholeNumber = "\"{0}\" muss eine ganze Zahl sein.",
        NeedsDuration = "\"{0}\" muss eine Dauer sein, zum Beispiel 1h30m, 2d oder 45s.",
        NeedsOneOf = "\"{0}\" muss eins davon sein: {1}.",
        NeedsUser = "\"{0}\" muss ein Benutzer sein.",
        NeedsFile = "\"{0}\" muss eine Datei sein.",
    };

    public static InteractionTexts? Find(Locale locale) => locale == Locale.German ? Texts : null;
}
