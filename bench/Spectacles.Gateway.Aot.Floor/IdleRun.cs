namespace Spectacles.Gateway.WholeProcess;

/// <summary>Measures the memory of an idle bot some seconds after READY.</summary>
internal static class IdleRun
{
    public static async Task RunAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(5));
        new CostMeter().Stop(1);
    }
}
