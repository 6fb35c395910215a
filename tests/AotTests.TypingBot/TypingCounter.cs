using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.TypingBot;

/// <summary>A minimal handler with a model.</summary>
[GatewayEvent("TYPING_START")]
public sealed partial class TypingCounter
{
    public ulong Last { get; private set; }

    public void Handle(TypingStart typing) => Last = typing.UserId;
}
