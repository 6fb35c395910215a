using System.Text.Json;

namespace Spectacles.Gateway.Protocol;

/// <summary>What a bot says that it is doing.</summary>
/// <param name="Name">The text behind "Playing". For <see cref="ActivityKind.Custom"/> the text itself.</param>
/// <param name="Kind">How Discord words it.</param>
/// <param name="Url">For <see cref="ActivityKind.Streaming"/>: a Twitch or YouTube address.</param>
public sealed record BotActivity(string Name, ActivityKind Kind = ActivityKind.Playing, Uri? Url = null)
{
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteNumber("type"u8, (int)Kind);
        if (Kind == ActivityKind.Custom)
        {
            // Discord shows `state` of a custom status and asks for any name.
            writer.WriteString("state"u8, Name);
        }

        if (Url is not null)
        {
            writer.WriteString("url"u8, Url.AbsoluteUri);
        }

        writer.WriteEndObject();
    }
}
