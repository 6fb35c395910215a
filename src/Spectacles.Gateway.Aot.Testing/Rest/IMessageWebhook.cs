namespace Spectacles.Gateway.Testing;

/// <summary>
/// The sender behind <c>/webhooks/{id}/{token}</c>: an interaction, with the id of the application in the path, or a webhook of a
/// channel.
/// </summary>
internal interface IMessageWebhook
{
    /// <summary>The message that <c>@original</c> means; null when there is none.</summary>
    SimulatedMessage? Original { get; }

    /// <summary>Whether the message was sent by this sender, so that it may change it.</summary>
    bool Owns(SimulatedMessage message);

    /// <summary>Sends the message in the body of the call.</summary>
    RestAnswer Send();

    /// <summary>Edits a message with the body of the call.</summary>
    RestAnswer Edit(SimulatedMessage message);

    void Delete(SimulatedMessage message);
}
