namespace Spectacles.Gateway.Testing;

/// <summary>Handlers of calls about a channel or one of its messages, which the path names.</summary>
internal static class MessageScope
{
    /// <summary>Answers with the channel of the path, or with the error that there is none.</summary>
    public static RestHandler InChannel(Func<RestRequest, SimulatedChannel, RestAnswer> answer) => call =>
        call.Id("channel_id") is { } id && call.World.FindChannel(id) is { } channel
            ? answer(call, channel)
            : NotFound.Channel;

    /// <summary>Answers with the message of the path, or with the error that there is none. Ephemeral messages are in no channel.</summary>
    public static RestHandler OfMessage(Func<RestRequest, SimulatedMessage, RestAnswer> answer) => InChannel((call, channel) =>
        call.Id("message_id") is { } id
            && call.State.Messages.Find(id) is { IsEphemeral: false } message
            && message.Channel.Id == channel.Id
            ? answer(call, message)
            : UnknownMessage);

    public static RestAnswer UnknownMessage => RestAnswer.Error(404, 10008, "Unknown Message");

    public static RestAnswer SystemMessage => RestAnswer.Error(403, 50021, "Cannot execute action on a system message");

    /// <summary>The answer with a message.</summary>
    public static RestAnswer Show(SimulatedMessage? message) =>
        message is null ? UnknownMessage : RestAnswer.Ok(writer => writer.WriteMessage(message, asEvent: false));

    /// <summary>The answer with a message in a call that has not created it.</summary>
    public static RestAnswer Find(SimulatedMessage? message) => Show(message is null ? null : message with { Nonce = [] });
}
