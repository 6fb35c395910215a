namespace Soak.Sabotage;

/// <summary>One event in many does not reach the library.</summary>
internal sealed class Withholding : IAlteration
{
    private const int Every = 500;

    private int events;

    public string? Received(string message) => Wire.Is(message, 0) && ++events % Every == 0 ? null : message;
}
