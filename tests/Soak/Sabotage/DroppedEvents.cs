namespace Soak.Sabotage;

/// <summary>Drops one event in 500, so that it does not reach the library.</summary>
internal sealed class DroppedEvents : IAlteration
{
    private const int Interval = 500;

    private int events;

    public string? Received(string message) => GatewayMessage.Is(message, 0) && ++events % Interval == 0 ? null : message;
}
