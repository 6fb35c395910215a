using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.TypingBot;

/// <summary>The smallest use of a model.</summary>
[GatewayEvent("TYPING_START")]
public sealed partial class TypingCounter
{
    public ulong Last { get; private set; }

    public void Handle(TypingStart typing) => Last = typing.UserId;
}
