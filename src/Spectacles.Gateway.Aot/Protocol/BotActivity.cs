using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>What a bot says that it is doing. Of the activity's fields a bot may send these; emoji, buttons and pictures are not among them.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#activity-object</remarks>
/// <param name="Name">The text behind "Playing". For <see cref="ActivityKind.Custom"/> the text itself, unless <paramref name="State"/> is given.</param>
/// <param name="Kind">How Discord words it.</param>
/// <param name="Url">For <see cref="ActivityKind.Streaming"/>: a Twitch or YouTube address.</param>
/// <param name="State">A second line; for <see cref="ActivityKind.Custom"/> the text.</param>
/// <exception cref="ArgumentException">There is no name, or the address is not of the web.</exception>
public sealed record BotActivity(string Name, ActivityKind Kind = ActivityKind.Playing, Uri? Url = null, string? State = null)
{
    /// <summary>The text behind "Playing". For <see cref="ActivityKind.Custom"/> the text itself, unless <see cref="State"/> is given.</summary>
    public string Name { get; init => field = Named(value); } = Named(Name);

    /// <summary>How Discord words it.</summary>
    public ActivityKind Kind { get; init => field = Defined(value); } = Defined(Kind);

    /// <summary>For <see cref="ActivityKind.Streaming"/>: a Twitch or YouTube address.</summary>
    public Uri? Url { get; init => field = OfTheWeb(value); } = OfTheWeb(Url);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteNumber("type"u8, (int)Kind);
        if (State is not null || Kind == ActivityKind.Custom)
        {
            // Discord shows `state` of a custom status and asks for any name.
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

    private static ActivityKind Defined(ActivityKind kind) => Enum.IsDefined(kind)
        ? kind
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no kind of activity that Discord knows.");

    private static Uri? OfTheWeb(Uri? url) => url is null or { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? url
        : throw new ArgumentException($"{url} is no address of a stream; it looks like https://www.twitch.tv/name.", nameof(url));
}
