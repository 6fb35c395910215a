using System.Text.Json;

namespace Spectacles.Gateway.AotTests;

/// <summary>
/// The runtime settings of <c>SpectaclesSmallVps</c> in a project that uses the package's build files. That NativeAOT obeys the budget of
/// the young generation is a scenario of <see cref="ScenarioTests"/>.
/// </summary>
public sealed class SmallVpsTests
{
    private const string SpinLimit = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";
    private const string YoungBudget = "System.GC.Gen0MaxBudget";
    private const string CollectAfterStart = "Spectacles.Gateway.CollectAfterStart";

    [Fact]
    public async Task SpectaclesSmallVps_sets_its_three_settings_in_PingBot()
    {
        var settings = await PingBotSettingsAsync();

        Assert.Equal("0", Assert.Single(settings, setting => setting.Name == SpinLimit).Value);
        Assert.Equal("2097152", Assert.Single(settings, setting => setting.Name == YoungBudget).Value);
        Assert.Equal("true", Assert.Single(settings, setting => setting.Name == CollectAfterStart).Value);
    }

    [Fact]
    public async Task Without_SpectaclesSmallVps_nothing_is_set()
    {
        var settings = await PingBotSettingsAsync("-p:SpectaclesSmallVps=");

        Assert.DoesNotContain(settings, setting => setting.Name is SpinLimit or YoungBudget or CollectAfterStart);
    }

    [Theory]
    [InlineData(SpinLimit, "70")]
    [InlineData(YoungBudget, "8388608")]
    [InlineData(CollectAfterStart, "false")]
    public async Task Value_that_a_project_sets_itself_is_kept(string name, string value)
    {
        string project = Path.Combine(Directory.CreateTempSubdirectory("small-vps").FullName, "Bot.proj");
        await File.WriteAllTextAsync(
            project,
            $"""
            <Project>
              <PropertyGroup><SpectaclesSmallVps>true</SpectaclesSmallVps></PropertyGroup>
              <ItemGroup><RuntimeHostConfigurationOption Include="{name}" Value="{value}" /></ItemGroup>
              <Import Project="{NativeExecutable.Root}/src/Spectacles.Gateway.Aot/buildTransitive/Spectacles.Gateway.Aot.targets" />
            </Project>
            """,
            TestContext.Current.CancellationToken);
        var settings = await SettingsAsync(project);
        Directory.Delete(Path.GetDirectoryName(project)!, recursive: true);

        Assert.Equal(value, Assert.Single(settings, setting => setting.Name == name).Value);
        Assert.Single(settings, setting => setting.Name == (name == SpinLimit ? YoungBudget : SpinLimit));
    }

    /// <summary>A program that runs with the JIT reads its settings from this file, which the build writes.</summary>
    [Fact]
    public void Settings_are_in_the_runtimeconfig_of_SlashBot()
    {
        string path = Path.ChangeExtension(SampleProgram.Assembly("SlashBot"), ".runtimeconfig.json");
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        var settings = file.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        Assert.Equal(0, settings.GetProperty(SpinLimit).GetInt32());
        Assert.Equal(2 * 1024 * 1024, settings.GetProperty(YoungBudget).GetInt32());
        Assert.True(settings.GetProperty(CollectAfterStart).GetBoolean());
    }

    private static Task<List<(string Name, string Value)>> PingBotSettingsAsync(params string[] more) =>
        SettingsAsync(Path.Combine(NativeExecutable.Root, "samples/PingBot"), more);

    private static async Task<List<(string Name, string Value)>> SettingsAsync(string project, params string[] more)
    {
        var (exit, text) = await NativeExecutable.DotnetAsync(
            ["msbuild", project, "-nologo", "-getItem:RuntimeHostConfigurationOption", .. more]);
        Assert.True(exit == 0, text);
        using var items = JsonDocument.Parse(text);
        return
        [
            .. items.RootElement.GetProperty("Items").GetProperty("RuntimeHostConfigurationOption").EnumerateArray()
                .Select(item => (item.GetProperty("Identity").GetString()!, item.GetProperty("Value").GetString()!)),
        ];
    }
}
