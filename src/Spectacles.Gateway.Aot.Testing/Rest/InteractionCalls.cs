namespace Spectacles.Gateway.Testing;

/// <summary>The REST call that responds to interactions.</summary>
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

    public static void Map(RestRoutes routes) => routes.Map("POST", "/interactions/{interaction_id}/{interaction_token}/callback", Respond);

    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response</remarks>
    private static RestAnswer Respond(RestRequest call)
    {
        var interactionId = call.Id("interaction_id") ?? default;
        var pending = call.State.Interactions.Find(interactionId);
        int[] allowed = AnswersTo(pending?.Kind ?? InteractionKind.Command);
        if (call.Body.Integer("type") is not { } type || !allowed.Contains((int)type))
        {
            return RestAnswer.InvalidForm("type", "BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", allowed)}).");
        }

        var data = call.Body.Field("data");
        var sent = MessageBody.Read(data, call.Files);
        if (type is Message or Update && MessageCheck.Refuse(sent, type == Update ? pending?.Source : null) is { } refusal)
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

        var webhook = new InteractionWebhook(call, interaction!);
        var message = Answer(call, interaction!, webhook, (int)type, sent);
        interaction!.OriginalId = message?.Id;
        webhook.Record(type is Message or Update ? sent.Content : null, message, isDeferred: type is DeferredMessage or DeferredUpdate);
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
    private static SimulatedMessage? Answer(
        RestRequest call, PendingInteraction interaction, InteractionWebhook webhook, int type, MessageBody sent)
    {
        switch (type)
        {
            case Message or DeferredMessage:
                var draft = webhook.Draft();
                var message = type == Message
                    ? sent.Complete(call, draft)
                    : draft with { Flags = MessageFlags.Loading | ((sent.Flags ?? MessageFlags.None) & MessageFlags.Ephemeral) };
                interaction.IsDeferred = type == DeferredMessage;
                call.Messages.Dispatch(message);
                return message;
            case Update when interaction.Source is { } source:
                return sent.Edit(call, source);
            case DeferredUpdate:
                return interaction.Source;
            case Modal:
                interaction.Modal = call.Body.Field("data").Bytes();
                return null;
            default:
                return null;
        }
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
