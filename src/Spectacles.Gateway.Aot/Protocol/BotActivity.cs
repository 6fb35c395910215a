using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// The activity of a bot. Contains the activity fields that bots can send, which do not include emoji, buttons and pictures.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#activity-object</remarks>
/// <param name="Name">
/// The text after "Playing". For <see cref="BotActivityKind.Custom"/> the text itself, unless <paramref name="State"/> is set.
/// </param>
/// <param name="Kind">The kind of activity.</param>
/// <param name="Url">For <see cref="BotActivityKind.Streaming"/>: a Twitch or YouTube URL.</param>
/// <param name="State">A second line; for <see cref="BotActivityKind.Custom"/>, the text.</param>
/// <exception cref="ArgumentException">The name is missing, or the URL is not an HTTP or HTTPS URL.</exception>
public sealed record BotActivity(string Name, BotActivityKind Kind = BotActivityKind.Playing, Uri? Url = null, string? State = null)
{
    /// <summary>
    /// The text after "Playing". For <see cref="BotActivityKind.Custom"/> the text itself, unless <see cref="State"/> is set.
    /// </summary>
    public string Name { get; init => field = Named(value); } = Named(Name);

    /// <summary>The kind of activity.</summary>
    public BotActivityKind Kind { get; init => field = Defined(value); } = Defined(Kind);

    /// <summary>For <see cref="BotActivityKind.Streaming"/>: a Twitch or YouTube URL.</summary>
    public Uri? Url { get; init => field = OfTheWeb(value); } = OfTheWeb(Url);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteNumber("type"u8, (int)Kind);
        if (State is not null || Kind == BotActivityKind.Custom)
        {
            // Discord shows the `state` of a custom status, and requires any name.
            writer.WriteString("state"u8, State ?? Name);
        }

        if (Url is not null)
        {
            writer.WriteString("url"u8, Url.AbsoluteUri);
        }

        writer.WriteEndObject();
    }

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    private static BotActivityKind Defined(BotActivityKind kind) => Enum.IsDefined(kind)
        ? kind
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is not a valid kind of activity.");

    private static Uri? OfTheWeb(Uri? url) => url is null or { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? url
        : throw new ArgumentException($"{url} is not the URL of a stream. Example: https://www.twitch.tv/name.", nameof(url));
}
