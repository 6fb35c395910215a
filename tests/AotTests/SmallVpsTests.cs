namespace Spectacles.Gateway.AotTests;

/// <summary>
/// The runtime settings of <c>SpectaclesSmallVps</c> in a project that uses the package's build files.
/// </summary>
public sealed class SmallVpsTests
{
    private const string SpinLimit = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    [Fact]
    public async Task SpectaclesSmallVps_sets_the_spin_limit_in_PingBot()
    {
        Assert.Contains(SpinLimit, await SettingsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_SpectaclesSmallVps_nothing_is_set()
    {
        Assert.DoesNotContain(SpinLimit, await SettingsAsync("-p:SpectaclesSmallVps="), StringComparison.Ordinal);
    }

    private static async Task<string> SettingsAsync(params string[] more) =>
        await EvaluateAsync(["-getItem:RuntimeHostConfigurationOption", .. more]);

    private static async Task<string> EvaluateAsync(string[] arguments)
    {
        var (exit, text) = await NativeExecutable.DotnetAsync(
            ["msbuild", Path.Combine(NativeExecutable.Root, "samples/PingBot"), "-nologo", .. arguments]);
        Assert.True(exit == 0, text);
        return text;
    }
}
