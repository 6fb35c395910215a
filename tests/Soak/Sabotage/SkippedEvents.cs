namespace Soak.Sabotage;

/// <summary>RESUME contains a sequence 20 above the last received one.</summary>
internal sealed class SkippedEvents : IAlteration
{
    private const int Skipped = 20;

    public string Sending(string message, Action<string> add) =>
        GatewayMessage.Is(message, 6) ? GatewayMessage.ChangeResume(message, static sequence => sequence + Skipped) : message;
}
