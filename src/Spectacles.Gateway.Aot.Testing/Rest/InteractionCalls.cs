namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that respond to interactions: the response, its edits, and follow-up messages.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding</remarks>
internal sealed class InteractionCalls(GatewayState state, MessageComposer messages)
{
    private const int Pong = 1;
    private const int Message = 4;
    private const int DeferredMessage = 5;
    private const int DeferredUpdate = 6;
    private const int Update = 7;
    private const int Choices = 8;
    private const int Modal = 9;

    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response</remarks>
    public RestAnswer Respond(string id, string token, byte[] body, bool withResponse)
    {
        if (!RestBody.TryRead(body, out string text, out var slice))
        {
            return RestAnswer.InvalidJson;
        }

        _ = Snowflake.TryParse(id, null, out var interactionId);
        var kind = state.Interactions.Find(interactionId)?.Kind ?? InteractionKind.Command;
        int[] allowed = AnswersTo(kind);
        if (!slice["type"u8].TryGetInt64(out long type) || !allowed.Contains((int)type))
        {
            return RestAnswer.InvalidForm("type", "BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", allowed)}).");
        }

        var sent = MessageBody.Read(slice["data"u8]);
        if (type == Message && sent.Refuse() is { } refusal)
        {
            return refusal;
        }

        if (type == Modal && slice["data"u8]["custom_id"u8].AsString() is not { Length: > 0 })
        {
            return RestAnswer.InvalidForm("data", "BASE_TYPE_REQUIRED", "This field is required: custom_id, title, components.");
        }

        switch (state.Interactions.Acknowledge(interactionId, token, out var interaction))
        {
            case InteractionState.Unknown:
                return RestAnswer.Error(404, 10062, "Unknown interaction");
            case InteractionState.Acknowledged:
                return RestAnswer.Error(400, 40060, "Interaction has already been acknowledged.");
        }

        var message = Answer(interaction!, (int)type, sent, slice["data"u8]);
        interaction!.OriginalId = message?.Id;
        state.Journal.Replied(new Reply(interaction.Channel.Id, interactionId, type is Message or Update ? sent.Content : null, text));
        return withResponse ? Describe(interaction, (int)type, message) : new RestAnswer(204, []);
    }

    /// <summary>The types of response that Discord accepts.</summary>
    private static int[] AnswersTo(InteractionKind kind) => kind switch
    {
        InteractionKind.Component => [Pong, Message, DeferredMessage, DeferredUpdate, Update, Modal],
        InteractionKind.Autocomplete => [Pong, Choices],
        InteractionKind.ModalSubmit => [Pong, Message, DeferredMessage, DeferredUpdate, Update],
        _ => [Pong, Message, DeferredMessage, Modal],
    };

    /// <summary>Does what a response of this type does.</summary>
    /// <returns>The message that is the response; null for none.</returns>
    private SimulatedMessage? Answer(PendingInteraction interaction, int type, MessageBody sent, JsonSlice data)
    {
        switch (type)
        {
            case Message or DeferredMessage:
                var message = Compose(interaction, sent, isDeferred: type == DeferredMessage);
                interaction.IsDeferred = type == DeferredMessage;
                messages.Dispatch(message);
                return message;
            case Update when interaction.Source is { } source:
                var edited = sent.Apply(state.Messages.Find(source.Id) ?? source) with { EditedAt = state.Rules.Time.GetUtcNow() };
                messages.DispatchEdit(edited);
                return edited;
            case DeferredUpdate:
                return interaction.Source;
            case Modal:
                interaction.Modal = data.Bytes.ToArray();
                return null;
            default:
                return null;
        }
    }

    /// <summary>A call below <c>/webhooks/{application}/{token}</c>. The token in the path authorises it.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages</remarks>
    public RestAnswer Follow(string method, string application, string token, string[] rest, byte[] body)
    {
        if (application != state.World.ApplicationId.ToString())
        {
            return RestAnswer.Error(404, 10015, "Unknown Webhook");
        }

        if (state.Interactions.FindByToken(token) is not { } interaction)
        {
            return RestAnswer.Error(401, 50027, "Invalid Webhook Token");
        }

        if (!interaction.Acknowledged)
        {
            return RestAnswer.Error(404, 10015, "Unknown Webhook");
        }

        return (method, rest) switch
        {
            // After a deferred response, the first follow-up message is the response.
            ("POST", []) when interaction.IsDeferred => Edit(interaction, Original(interaction), body),
            ("POST", []) => Create(interaction, body),
            ("GET", ["messages", var id]) => Find(interaction, id) is { } found ? Show(found) : UnknownMessage,
            ("PATCH", ["messages", var id]) => Edit(interaction, Find(interaction, id), body),
            ("DELETE", ["messages", var id]) => Delete(interaction, Find(interaction, id)),
            _ => RestAnswer.NotSimulated(state.UnknownRouteStatus, $"{method} /webhooks/{application}/.../{string.Join('/', rest)}"),
        };
    }

    private static RestAnswer UnknownMessage => RestAnswer.Error(404, 10008, "Unknown Message");

    private static RestAnswer Show(SimulatedMessage message) => RestAnswer.Ok(writer => writer.WriteMessage(message, asEvent: false));

    private SimulatedMessage? Original(PendingInteraction interaction) =>
        interaction.OriginalId is { } id ? state.Messages.Find(id) : null;

    private SimulatedMessage? Find(PendingInteraction interaction, string id)
    {
        if (id == "@original")
        {
            return Original(interaction);
        }

        var message = Snowflake.TryParse(id, null, out var known) ? state.Messages.Find(known) : null;
        return message?.Interaction == interaction || message?.Id == interaction.OriginalId ? message : null;
    }

    private RestAnswer Create(PendingInteraction interaction, byte[] body)
    {
        if (!RestBody.TryRead(body, out string text, out var slice))
        {
            return RestAnswer.InvalidJson;
        }

        var sent = MessageBody.Read(slice);
        if (sent.Refuse() is { } refusal)
        {
            return refusal;
        }

        var message = Compose(interaction, sent, isDeferred: false);
        state.Journal.Replied(new Reply(interaction.Channel.Id, interaction.Id, sent.Content, text));
        messages.Dispatch(message);
        return Show(message);
    }

    private RestAnswer Edit(PendingInteraction interaction, SimulatedMessage? message, byte[] body)
    {
        if (message is null)
        {
            return UnknownMessage;
        }

        if (!RestBody.TryRead(body, out string text, out var slice))
        {
            return RestAnswer.InvalidJson;
        }

        var sent = MessageBody.Read(slice);
        if (sent.Refuse(message) is { } refusal)
        {
            return refusal;
        }

        interaction.IsDeferred &= message.Id != interaction.OriginalId;
        var edited = sent.Apply(message) with
        {
            Flags = message.Flags & ~MessageFlags.Loading,
            EditedAt = state.Rules.Time.GetUtcNow(),
        };
        state.Journal.Replied(new Reply(interaction.Channel.Id, interaction.Id, sent.Content, text));
        messages.DispatchEdit(edited);
        return Show(edited);
    }

    private RestAnswer Delete(PendingInteraction interaction, SimulatedMessage? message)
    {
        if (message is null)
        {
            return UnknownMessage;
        }

        if (message.Id == interaction.OriginalId)
        {
            interaction.OriginalId = null;
        }

        messages.DispatchDelete(message);
        return new RestAnswer(204, []);
    }

    private SimulatedMessage Compose(PendingInteraction interaction, MessageBody sent, bool isDeferred)
    {
        var message = messages.Compose(interaction.Channel, state.World.Bot, isDeferred ? "" : sent.Content ?? "");
        return (isDeferred ? message : sent.Apply(message)) with
        {
            Interaction = interaction,
            Flags = (sent.Flags & ~MessageFlags.Loading) | (isDeferred ? MessageFlags.Loading : MessageFlags.None),
        };
    }

    /// <summary>The callback response object of https://discord.com/developers/docs/interactions/receiving-and-responding.</summary>
    private static RestAnswer Describe(PendingInteraction interaction, int type, SimulatedMessage? message) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("interaction");
        writer.WriteId("id", interaction.Id);
        writer.WriteNumber("type", (int)interaction.Kind);
        if (message is not null)
        {
            writer.WriteId("response_message_id", message.Id);
            writer.WriteBoolean("response_message_loading", (message.Flags & MessageFlags.Loading) != 0);
            writer.WriteBoolean("response_message_ephemeral", (message.Flags & MessageFlags.Ephemeral) != 0);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("resource");
        writer.WriteNumber("type", type);
        if (message is not null)
        {
            writer.WritePropertyName("message");
            writer.WriteMessage(message, asEvent: false);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
