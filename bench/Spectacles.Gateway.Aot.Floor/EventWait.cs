namespace Spectacles.Gateway.WholeProcess;

/// <summary>What a handler does that awaits something for every event.</summary>
internal static class EventWait
{
    /// <summary>The argument for it.</summary>
    public const string Argument = "wait";

    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(30);

    public static async ValueTask RunAsync() => await Task.Delay(Duration);
}
