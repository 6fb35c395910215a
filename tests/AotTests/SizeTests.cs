using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.AotTests;

/// <summary>The size of bots. eng/size.sh prints the sizes; sizes.txt contains the recorded ones.</summary>
public sealed class SizeTests
{
    private const double Tolerance = 1.05;
    private const long LargestShareOfOtherEvents = 20 * 1024;
    private const long LargestOverFloor = 1_310_720;
    private const long LargestPingBot = 8_500_000;
    private const long LargestSlashBot = 9_000_000;

    private static readonly EventSchema Schema = EventSchema.Read(
        Path.Combine(NativeExecutable.Root, "src/Spectacles.Gateway.Aot/Events/discord-v10.json"));

    [Fact]
    public async Task Readers_of_PingBot_are_not_larger_than_recorded()
    {
        string executable = await NativeExecutable.PublishAsync("samples/PingBot");
        var readers = NativeMap.Of("samples/PingBot").Readers(Schema.Types);

        Assert.NotEmpty(readers);
        Assert.Multiple(
            () => Assert.InRange(new FileInfo(executable).Length, 1, LargestPingBot),
            () => Compare("pingbot_bytes", new FileInfo(executable).Length),
            () => Compare("pingbot_readers", readers.Count),
            () => Compare("pingbot_reader_mean_bytes", (long)readers.Values.Average()),
            () => Compare("pingbot_reader_largest_bytes", readers.Values.Max()),
            () => Compare("pingbot_readers_bytes", readers.Values.Sum()));
    }

    [Fact]
    public async Task Bot_with_views_and_bytes_contains_no_model_reader()
    {
        SkipUnlessSlow();
        string executable = await NativeExecutable.PublishAsync("tests/AotTests.ViewBot");

        Assert.Empty(NativeMap.Of("tests/AotTests.ViewBot").Readers(Schema.Types).Keys);
        Compare("viewbot_bytes", new FileInfo(executable).Length);
    }

    [Fact]
    public async Task Bot_does_not_contain_events_that_it_does_not_handle()
    {
        SkipUnlessSlow();
        const string Bot = "tests/AotTests.TypingBot";
        string whole = await NativeExecutable.PublishAsync(Bot);
        string cut = await NativeExecutable.PublishAsync(
            $"{CopyWithSchema(Schema.CutTo("TYPING_START", "TypingStart"), Bot)}/{Bot}", "-p:RunAnalyzers=false");

        long more = new FileInfo(whole).Length - new FileInfo(cut).Length;

        Compare("typingbot_bytes", new FileInfo(whole).Length);
        Report("typingbot_other_events_bytes", more);
        Assert.InRange(more, -LargestShareOfOtherEvents, LargestShareOfOtherEvents);
    }

    /// <summary>The goal of bench/README.md is 1.2 MB; reader threads have added 0.03 MB.</summary>
    [Fact]
    public async Task Bot_with_one_model_is_at_most_1_25_MB_larger_than_the_bare_loop()
    {
        SkipUnlessSlow();
        const string Bot = "bench/Spectacles.Gateway.Aot.MinimalBot";
        long bot = new FileInfo(await NativeExecutable.PublishAsync(Bot)).Length;
        long floor = new FileInfo(await NativeExecutable.PublishAsync("bench/Spectacles.Gateway.Aot.Floor")).Length;

        Report("minimalbot_over_floor_bytes", bot - floor);
        Assert.InRange(bot - floor, 1, LargestOverFloor);
    }

    /// <summary>The client with its limits. Of some 250 routes, it contains the one that the bot calls.</summary>
    [Fact]
    public async Task Client_with_one_call_is_not_larger_than_recorded_compared_with_the_call_written_by_hand()
    {
        SkipUnlessSlow();
        using var routes = JsonDocument.Parse(File.ReadAllBytes(
            Path.Combine(NativeExecutable.Root, "src/Spectacles.Gateway.Aot.Rest/Routes/discord-v10-rest.json")));
        var names = routes.RootElement.GetProperty("routes").EnumerateObject().Select(route => $"{route.Name}Async").ToHashSet();
        long byHand = new FileInfo(await NativeExecutable.PublishAsync("tests/AotTests.HandBot")).Length;
        long withClient = new FileInfo(await NativeExecutable.PublishAsync("tests/AotTests.RestBot")).Length;

        Compare("restbot_over_handbot_bytes", withClient - byHand);
        Assert.Equal(["CreateMessageAsync"], NativeMap.Of("tests/AotTests.RestBot").RestMethods.Where(names.Contains));
    }

    [Fact]
    public async Task Bot_with_commands_components_modals_and_uploads_is_not_larger_than_recorded()
    {
        SkipUnlessSlow();
        long size = new FileInfo(await NativeExecutable.PublishAsync("samples/SlashBot")).Length;

        Compare("slashbot_bytes", size);
        Assert.InRange(size, 1, LargestSlashBot);
    }

    private static void SkipUnlessSlow() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "Publishes more executables: runs with SPECTACLES_SLOW=1 only.");

    /// <summary>Copies the sources of a project, with another schema, to a separate repository below artifacts.</summary>
    private static string CopyWithSchema(EventSchema schema, string project)
    {
        const string Copy = "artifacts/cut";
        string[] folders =
        [
            "src/Spectacles.Gateway.Aot", "generators/Spectacles.Gateway.Aot.Generators", "generators/Spectacles.Gateway.Aot.CodeFixes",
            project,
        ];
        string[] files =
        [
            "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "BannedSymbols.txt", "BannedSymbols.Dom.txt",
            "src/Directory.Build.props", "tests/Directory.Build.props",
        ];
        string root = NativeExecutable.Root;
        foreach (string file in files.Concat(folders.SelectMany(folder => Sources(root, folder))).Where(file => !NeedsTheWholeSchema(file)))
        {
            string target = Path.Combine(root, Copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(root, file), target, overwrite: true);
        }

        // Comments may refer to a model that the other schema does not contain.
        File.WriteAllText(Path.Combine(root, Copy, ".editorconfig"), "[*.cs]\ndotnet_diagnostic.CS1574.severity = none\n");
        schema.Write(Path.Combine(root, Copy, "src/Spectacles.Gateway.Aot/Events/discord-v10.json"));
        return Copy;
    }

    /// <summary>
    /// Requests for members, the options of commands and the guild directory read models that the other schema does not have.
    /// </summary>
    private static bool NeedsTheWholeSchema(string file) => file.Contains("/Guilds/", StringComparison.Ordinal)
        || (file.StartsWith("src/", StringComparison.Ordinal) && Path.GetFileName(file) is { } name
            && (name.StartsWith("MemberRequest", StringComparison.Ordinal) || name.StartsWith("Interaction", StringComparison.Ordinal)));

    private static IEnumerable<string> Sources(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static void Report(string name, long value)
    {
        string reports = Directory.CreateDirectory(Path.Combine(NativeExecutable.Root, "artifacts", "sizes")).FullName;
        File.WriteAllText(Path.Combine(reports, name), string.Create(CultureInfo.InvariantCulture, $"size: {name}={value}\n"));
    }

    private static void Compare(string name, long value)
    {
        Report(name, value);
        string before = File.ReadLines(Path.Combine(NativeExecutable.Root, "tests/AotTests/sizes.txt"))
            .Single(line => line.StartsWith(name + "=", StringComparison.Ordinal));
        long limit = (long)(long.Parse(before[(name.Length + 1)..], CultureInfo.InvariantCulture) * Tolerance);
        Assert.True(value <= limit, $"{name} is {value}, and was {before}: find out why, or write the new number into sizes.txt.");
    }
}
