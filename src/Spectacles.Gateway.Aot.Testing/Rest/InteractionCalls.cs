namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that respond to interactions: the response, its edits, and follow-up messages.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding</remarks>
internal static class InteractionCalls
{
    private const int Pong = 1;
    private const int Message = 4;
    private const int DeferredMessage = 5;
    private const int DeferredUpdate = 6;
    private const int Update = 7;
    private const int Choices = 8;
    private const int Modal = 9;

    public static void Map(RestRoutes routes)
    {
        const string Messages = "/webhooks/{webhook_id}/{webhook_token}/messages";
        routes.Map("POST", "/interactions/{interaction_id}/{interaction_token}/callback", Respond);
        routes.Map("POST", "/webhooks/{webhook_id}/{webhook_token}", static call => Follow(call, Create));
        foreach (string path in (string[])[$"{Messages}/@original", $"{Messages}/{{message_id}}"])
        {
            routes.Map("GET", path, static call => Follow(call, static (call, interaction) => Show(Find(call, interaction))));
            routes.Map("PATCH", path, static call => Follow(call, static (call, interaction) =>
                Edit(call, interaction, Find(call, interaction))));
            routes.Map("DELETE", path, static call => Follow(call, static (call, interaction) =>
                Delete(call, interaction, Find(call, interaction))));
        }
    }

    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response</remarks>
    private static RestAnswer Respond(RestRequest call)
    {
        var interactionId = call.Id("interaction_id") ?? default;
        int[] allowed = AnswersTo(call.State.Interactions.Find(interactionId)?.Kind ?? InteractionKind.Command);
        if (call.Body.Integer("type") is not { } type || !allowed.Contains((int)type))
        {
            return RestAnswer.InvalidForm("type", "BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", allowed)}).");
        }

        var data = call.Body.Field("data");
        var sent = MessageBody.Read(data);
        if (type == Message && sent.Refuse() is { } refusal)
        {
            return refusal;
        }

        if (type == Modal && data.Text("custom_id") is not { Length: > 0 })
        {
            return RestAnswer.InvalidForm("data", "BASE_TYPE_REQUIRED", "This field is required: custom_id, title, components.");
        }

        switch (call.State.Interactions.Acknowledge(interactionId, call["interaction_token"], out var interaction))
        {
            case InteractionState.Unknown:
                return RestAnswer.Error(404, 10062, "Unknown interaction");
            case InteractionState.Acknowledged:
                return RestAnswer.Error(400, 40060, "Interaction has already been acknowledged.");
        }

        var message = Answer(call, interaction!, (int)type, sent);
        interaction!.OriginalId = message?.Id;
        bool isDeferred = type is DeferredMessage or DeferredUpdate;
        Reply(call, interaction, type is Message or Update ? sent.Content : null, message, isDeferred);
        return call.QueryFlag("with_response") ? Describe(interaction, (int)type, message) : RestAnswer.NoContent;
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
    private static SimulatedMessage? Answer(RestRequest call, PendingInteraction interaction, int type, MessageBody sent)
    {
        switch (type)
        {
            case Message or DeferredMessage:
                var message = Compose(call, interaction, sent, isDeferred: type == DeferredMessage);
                interaction.IsDeferred = type == DeferredMessage;
                call.Messages.Dispatch(message);
                return message;
            case Update when interaction.Source is { } source:
                var edited = sent.Apply(call.State.Messages.Find(source.Id) ?? source) with
                {
                    EditedAt = call.State.Rules.Time.GetUtcNow(),
                };
                call.Messages.DispatchEdit(edited);
                return edited;
            case DeferredUpdate:
                return interaction.Source;
            case Modal:
                interaction.Modal = call.Body.Field("data").Bytes();
                return null;
            default:
                return null;
        }
    }

    /// <summary>A call below <c>/webhooks/{application}/{token}</c>. The token in the path authorises it.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages</remarks>
    private static RestAnswer Follow(RestRequest call, Func<RestRequest, PendingInteraction, RestAnswer> answer)
    {
        if (call.Id("webhook_id") != call.World.ApplicationId)
        {
            return RestAnswer.Error(404, 10015, "Unknown Webhook");
        }

        if (call.State.Interactions.FindByToken(call["webhook_token"]) is not { } interaction)
        {
            return RestAnswer.Error(401, 50027, "Invalid Webhook Token");
        }

        return interaction.Acknowledged ? answer(call, interaction) : RestAnswer.Error(404, 10015, "Unknown Webhook");
    }

    private static RestAnswer UnknownMessage => RestAnswer.Error(404, 10008, "Unknown Message");

    private static RestAnswer Show(SimulatedMessage? message) =>
        message is null ? UnknownMessage : RestAnswer.Ok(writer => writer.WriteMessage(message, asEvent: false));

    private static SimulatedMessage? Original(RestRequest call, PendingInteraction interaction) =>
        interaction.OriginalId is { } id ? call.State.Messages.Find(id) : null;

    private static SimulatedMessage? Find(RestRequest call, PendingInteraction interaction)
    {
        if (call.Route.Template.EndsWith("@original", StringComparison.Ordinal))
        {
            return Original(call, interaction);
        }

        var message = call.Id("message_id") is { } known ? call.State.Messages.Find(known) : null;
        return message?.Interaction == interaction || message?.Id == interaction.OriginalId ? message : null;
    }

    private static RestAnswer Create(RestRequest call, PendingInteraction interaction)
    {
        if (interaction.IsDeferred)
        {
            // After a deferred response, the first follow-up message is the response.
            return Edit(call, interaction, Original(call, interaction));
        }

        var sent = MessageBody.Read(call.Body);
        if (sent.Refuse() is { } refusal)
        {
            return refusal;
        }

        var message = Compose(call, interaction, sent, isDeferred: false);
        Reply(call, interaction, sent.Content, message);
        call.Messages.Dispatch(message);
        return Show(message);
    }

    private static RestAnswer Edit(RestRequest call, PendingInteraction interaction, SimulatedMessage? message)
    {
        if (message is null)
        {
            return UnknownMessage;
        }

        var sent = MessageBody.Read(call.Body);
        if (sent.Refuse(message) is { } refusal)
        {
            return refusal;
        }

        interaction.IsDeferred &= message.Id != interaction.OriginalId;
        var edited = sent.Apply(message) with
        {
            Flags = message.Flags & ~MessageFlags.Loading,
            EditedAt = call.State.Rules.Time.GetUtcNow(),
        };
        Reply(call, interaction, sent.Content, edited);
        call.Messages.DispatchEdit(edited);
        return Show(edited);
    }

    private static RestAnswer Delete(RestRequest call, PendingInteraction interaction, SimulatedMessage? message)
    {
        if (message is null)
        {
            return UnknownMessage;
        }

        if (message.Id == interaction.OriginalId)
        {
            interaction.OriginalId = null;
        }

        call.Messages.DispatchDelete(message);
        return RestAnswer.NoContent;
    }

    private static SimulatedMessage Compose(RestRequest call, PendingInteraction interaction, MessageBody sent, bool isDeferred)
    {
        var message = call.Messages.Compose(interaction.Channel, call.World.Bot, isDeferred ? "" : sent.Content ?? "");
        return (isDeferred ? message : sent.Apply(message)) with
        {
            Interaction = interaction,
            Flags = (sent.Flags & ~MessageFlags.Loading) | (isDeferred ? MessageFlags.Loading : MessageFlags.None),
        };
    }

    private static void Reply(
        RestRequest call, PendingInteraction interaction, string? content, SimulatedMessage? message, bool isDeferred = false) =>
        call.State.Journal.Replied(new Reply(interaction.Channel.Id, interaction.Id, content, call.Text)
        {
            MessageId = message?.Id,
            IsDeferred = isDeferred,
            IsEphemeral = message is { } sent && (sent.Flags & MessageFlags.Ephemeral) != 0,
        });

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
