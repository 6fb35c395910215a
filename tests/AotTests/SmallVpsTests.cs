namespace Spectacles.Gateway.AotTests;

/// <summary>What <c>SpectaclesSmallVps</c> sets in a project that uses the package's build files, and that nothing is set without it.</summary>
public sealed class SmallVpsTests
{
    private const string SpinLimit = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    [Fact]
    public async Task PingBot_has_the_settings_because_it_asks_for_them()
    {
        string settings = await SettingsAsync();

        Assert.Contains(SpinLimit, settings, StringComparison.Ordinal);
        Assert.Equal("false", await PropertyAsync("TieredPGO"));
    }

    [Fact]
    public async Task Nothing_is_set_for_who_does_not_ask()
    {
        const string Without = "-p:SpectaclesSmallVps=";
        string settings = await SettingsAsync(Without);

        Assert.DoesNotContain(SpinLimit, settings, StringComparison.Ordinal);
        Assert.Equal("", await PropertyAsync("TieredPGO", Without));
    }

    [Fact]
    public async Task What_the_project_says_itself_stands()
    {
        Assert.Equal("true", await PropertyAsync("TieredPGO", "-p:TieredPGO=true"));
    }

    private static async Task<string> SettingsAsync(params string[] more) => await EvaluateAsync(["-getItem:RuntimeHostConfigurationOption", .. more]);

    private static async Task<string> PropertyAsync(string name, params string[] more) => (await EvaluateAsync([$"-getProperty:{name}", .. more])).Trim();

    private static async Task<string> EvaluateAsync(string[] arguments)
    {
        var (exit, text) = await NativeExecutable.RunAsync("dotnet", ["msbuild", Path.Combine(NativeExecutable.Root, "samples/PingBot"), "-nologo", .. arguments]);
        Assert.True(exit == 0, text);
        return text;
    }
}
