using System.ComponentModel;

namespace Spectacles.Gateway.Events;

/// <summary>A model that is the payload of one gateway event.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGatewayEvent<TSelf> : IGatewayModel<TSelf> where TSelf : IGatewayEvent<TSelf>
{
    /// <summary>The event's name on the wire in UTF-8, such as <c>MESSAGE_CREATE</c>.</summary>
    static abstract ReadOnlySpan<byte> EventName { get; }

    /// <summary>The intents that deliver the event, each on its own; none if it always arrives.</summary>
    static abstract GatewayIntents EventIntents { get; }

    /// <summary>The contract of the model's generated code; 0 if it is written by hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual int Contract => 0;
}
