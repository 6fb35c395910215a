namespace Spectacles.Gateway.AotTests;

/// <summary>What <c>SpectaclesSmallVps</c> sets in a project that uses the package's build files, and that nothing is set without it.</summary>
public sealed class SmallVpsTests
{
    private const string SpinLimit = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    [Fact]
    public async Task PingBot_has_the_setting_because_it_asks_for_it()
    {
        Assert.Contains(SpinLimit, await SettingsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_set_for_who_does_not_ask()
    {
        Assert.DoesNotContain(SpinLimit, await SettingsAsync("-p:SpectaclesSmallVps="), StringComparison.Ordinal);
    }

    private static async Task<string> SettingsAsync(params string[] more) => await EvaluateAsync(["-getItem:RuntimeHostConfigurationOption", .. more]);

    private static async Task<string> EvaluateAsync(string[] arguments)
    {
        var (exit, text) = await NativeExecutable.RunAsync("dotnet", ["msbuild", Path.Combine(NativeExecutable.Root, "samples/PingBot"), "-nologo", .. arguments]);
        Assert.True(exit == 0, text);
        return text;
    }
}
