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
    };

    public static InteractionTexts? Find(Locale locale) => locale == Locale.German ? Texts : null;
}
