using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The poll in the body of a call that creates a message.</summary>
/// <remarks>https://discord.com/developers/docs/resources/poll#poll-create-request-object</remarks>
internal static class PollBody
{
    private const int DefaultHours = 24;

    /// <summary>The poll that begins now; null when the JSON is none.</summary>
    public static SimulatedPoll? Read(JsonElement poll, DateTimeOffset now) => poll.ValueKind != JsonValueKind.Object
        ? null
        : new SimulatedPoll(
            WriteMedia(poll.Field("question")),
            [.. poll.Elements("answers").Select(answer => WriteMedia(answer.Field("poll_media")))],
            now + TimeSpan.FromHours(poll.Integer("duration") ?? DefaultHours),
            poll.Flag("allow_multiselect") == true);

    /// <remarks>https://discord.com/developers/docs/resources/poll#poll-media-object</remarks>
    private static byte[] WriteMedia(JsonElement media) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        if (media.Text("text") is { } text)
        {
            writer.WriteString("text", text);
        }

        if (media.Field("emoji") is { ValueKind: JsonValueKind.Object } emoji)
        {
            writer.WriteStartObject("emoji");
            writer.WriteId("id", emoji.Id("id"));
            writer.WriteString("name", emoji.Text("name"));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });
}
