using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>The names of <see cref="BotStatus"/> on the wire.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#update-presence-status-types</remarks>
internal static class BotStatusName
{
    public static ReadOnlySpan<byte> Of(BotStatus status) => status switch
    {
        BotStatus.Online => "online"u8,
        BotStatus.DoNotDisturb => "dnd"u8,
        BotStatus.Idle => "idle"u8,
        BotStatus.Invisible => "invisible"u8,
        BotStatus.Offline => "offline"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This is not a valid status."),
    };

    public static bool IsKnown(ref Utf8JsonReader reader)
    {
        foreach (var status in Enum.GetValues<BotStatus>())
        {
            if (reader.ValueTextEquals(Of(status)))
            {
                return true;
            }
        }

        return false;
    }
}
