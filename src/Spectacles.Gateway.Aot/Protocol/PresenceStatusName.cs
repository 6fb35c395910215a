using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>The names of <see cref="PresenceStatus"/> on the wire.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#update-presence-status-types</remarks>
internal static class PresenceStatusName
{
    public static ReadOnlySpan<byte> Of(PresenceStatus status) => status switch
    {
        PresenceStatus.Online => "online"u8,
        PresenceStatus.DoNotDisturb => "dnd"u8,
        PresenceStatus.Idle => "idle"u8,
        PresenceStatus.Invisible => "invisible"u8,
        PresenceStatus.Offline => "offline"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This is no status that Discord knows."),
    };

    public static bool IsKnown(ref Utf8JsonReader reader)
    {
        foreach (var status in Enum.GetValues<PresenceStatus>())
        {
            if (reader.ValueTextEquals(Of(status)))
            {
                return true;
            }
        }

        return false;
    }
}
