namespace Spectacles.Gateway.WholeProcess;

/// <summary>A bot to which nothing happens: what it holds some seconds after READY.</summary>
internal static class Idling
{
    public static async Task RunAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(5));
        new Stopclock().Stop(1);
    }
}
