namespace Soak.Sabotage;

/// <summary>RESUME claims to have received events that have not come.</summary>
internal sealed class SkippingResume : IAlteration
{
    private const int Skipped = 20;

    public string Sending(string message, Action<string> add) =>
        Wire.Is(message, 6) ? Wire.ChangeResume(message, static sequence => sequence + Skipped) : message;
}
