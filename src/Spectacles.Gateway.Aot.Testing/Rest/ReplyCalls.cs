using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that send messages and respond to interactions.</summary>
internal sealed class ReplyCalls(GatewayState state, MessageComposer messages)
{
    private const int LongestContent = 2000;

    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response</remarks>
    public RestAnswer AnswerInteraction(string id, string token, byte[] body, bool withResponse)
    {
        if (!TryRead(body, out string text))
        {
            return RestAnswer.InvalidJson;
        }

        var slice = new JsonSlice(body.AsSpan().Trim(" \t\r\n"u8));
        if (!slice["type"u8].TryGetInt64(out long type) || type is < 1 or > 12)
        {
            return RestAnswer.Error(400, 50035, "Invalid Form Body");
        }

        _ = Snowflake.TryParse(id, null, out var interactionId);
        switch (state.Interactions.Acknowledge(interactionId, token, out var interaction))
        {
            case InteractionState.Unknown:
                return RestAnswer.Error(404, 10062, "Unknown interaction");
            case InteractionState.Acknowledged:
                return RestAnswer.Error(400, 40060, "Interaction has already been acknowledged.");
        }

        state.Journal.Replied(new Reply(interaction!.ChannelId, interactionId, slice["data"u8]["content"u8].AsString(), text));
        if (!withResponse)
        {
            return new RestAnswer(204, []);
        }

        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("interaction");
            writer.WriteId("id", interactionId);
            writer.WriteNumber("type", 2);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
    public RestAnswer CreateMessage(string channelId, byte[] body)
    {
        if (!TryRead(body, out string text))
        {
            return RestAnswer.InvalidJson;
        }

        if (!Snowflake.TryParse(channelId, null, out var id) || state.World.FindChannel(id) is not { } channel)
        {
            return RestAnswer.Error(404, 10003, "Unknown Channel");
        }

        var slice = new JsonSlice(body.AsSpan().Trim(" \t\r\n"u8));
        string content = slice["content"u8].AsString() ?? "";
        if (content.Length > LongestContent)
        {
            return RestAnswer.Error(400, 50035, "Invalid Form Body");
        }

        if (content.Length == 0 && !HasElements(slice["embeds"u8]) && !HasElements(slice["components"u8]))
        {
            return RestAnswer.Error(400, 50006, "Cannot send an empty message");
        }

        _ = slice["flags"u8].TryGetInt64(out long flags);
        Snowflake? replyTo = slice["message_reference"u8]["message_id"u8].TryGetSnowflake(out ulong reference)
            ? new Snowflake(reference)
            : null;
        var message = messages.Compose(channel, state.World.Bot, content) with
        {
            Embeds = slice["embeds"u8].IsArray ? slice["embeds"u8].Bytes.ToArray() : [],
            Components = slice["components"u8].IsArray ? slice["components"u8].Bytes.ToArray() : [],
            Nonce = slice["nonce"u8].IsNullOrAbsent ? [] : slice["nonce"u8].Bytes.ToArray(),
            ReplyTo = replyTo,
            Referenced = replyTo is { } known ? state.Messages.Find(known) : null,
            Flags = (int)flags,
        };
        state.Journal.Replied(new Reply(channel.Id, null, content, text));
        messages.Dispatch(message);
        return RestAnswer.Ok(writer => writer.WriteMessage(message, asEvent: false));
    }

    private static bool HasElements(JsonSlice array) => array.GetEnumerator().MoveNext();

    private static bool TryRead(byte[] body, out string text)
    {
        text = Encoding.UTF8.GetString(body);
        try
        {
            Json.Validate(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
