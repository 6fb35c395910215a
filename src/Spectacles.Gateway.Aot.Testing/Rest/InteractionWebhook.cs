namespace Spectacles.Gateway.Testing;

/// <summary>An interaction as the sender of its response and of follow-up messages.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages</remarks>
internal sealed class InteractionWebhook(RestRequest call, PendingInteraction interaction) : IMessageWebhook
{
    public SimulatedMessage? Original => interaction.OriginalId is { } id ? call.State.Messages.Find(id) : null;

    public bool Owns(SimulatedMessage message) => message.Interaction == interaction || message.Id == interaction.OriginalId;

    /// <summary>A message of the interaction without anything in it.</summary>
    public SimulatedMessage Draft() => call.Messages.Compose(interaction.Channel, call.World.Bot, "") with
    {
        Interaction = interaction,
        Kind = interaction.Kind == InteractionKind.Command ? MessageKind.CommandResponse : MessageKind.Default,
    };

    /// <summary>After a deferred response, the first follow-up message is the response.</summary>
    public RestAnswer Send()
    {
        if (interaction.IsDeferred)
        {
            return Original is { } original ? Edit(original) : MessageScope.UnknownMessage;
        }

        var sent = MessageBody.Read(call.Body, call.Files);
        if (MessageCheck.Refuse(sent) is { } refusal)
        {
            return refusal;
        }

        var message = sent.Complete(call, Draft());
        call.Messages.Dispatch(message);
        Record(sent.Content, message);
        return MessageScope.Show(message);
    }

    public RestAnswer Edit(SimulatedMessage message)
    {
        var sent = MessageBody.Read(call.Body, call.Files);
        if (MessageCheck.Refuse(sent, message) is { } refusal)
        {
            return refusal;
        }

        interaction.IsDeferred &= message.Id != interaction.OriginalId;
        var edited = sent.Edit(call, message);
        Record(sent.Content, edited);
        return MessageScope.Show(edited);
    }

    public void Delete(SimulatedMessage message)
    {
        if (message.Id == interaction.OriginalId)
        {
            interaction.OriginalId = null;
        }

        call.Messages.DispatchDelete(message);
    }

    /// <summary>Tells the test what the bot has answered.</summary>
    public void Record(string? content, SimulatedMessage? message, bool isDeferred = false) =>
        call.State.Journal.Replied(new Reply(interaction.Channel.Id, interaction.Id, content, call.Text)
        {
            MessageId = message?.Id,
            IsDeferred = isDeferred,
            IsEphemeral = message?.IsEphemeral == true,
        });
}
