using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>Who may know whom, told from the text of the sources. docs/architecture.md has the picture.</summary>
public sealed partial class ArchitectureTests
{
    private const string Library = "src/Spectacles.Gateway.Aot";

    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Json"] = [],
        ["Protocol"] = ["Json"],
        ["Transport/Inflating"] = [],
        ["Transport/Dialing"] = ["Protocol"],
        ["Transport"] = ["Transport/Inflating", "Transport/Dialing"],
        ["Pacing"] = ["Protocol"],
        ["Dispatching"] = ["Json", "Protocol"],
        ["Reporting"] = ["Json", "Protocol", "Dispatching"],
        ["Sessions"] = ["Json", "Protocol", "Reporting", "Api"],
        ["Api"] = ["Json", "Protocol", "Pacing", "Reporting"],
        ["Telemetry"] = ["Protocol", "Dispatching", "Reporting"],
        ["Handling"] = ["Protocol", "Transport/Inflating", "Pacing", "Dispatching", "Reporting"],
        ["Listening"] = ["Protocol", "Dispatching", "Reporting", "Handling"],
        ["Calls"] = ["Protocol", "Dispatching", "Reporting", "Telemetry", "Handling", "Listening"],
        ["Sending"] = ["Protocol", "Transport", "Pacing", "Reporting", "Handling"],
        ["Shards"] =
        [
            "Protocol", "Transport/Inflating", "Transport/Dialing", "Transport", "Pacing", "Dispatching", "Reporting", "Telemetry",
            "Sessions", "Api", "Handling", "Listening", "Calls", "Sending",
        ],
        ["Stopping"] = ["Protocol", "Reporting"],
        ["Engines"] =
        [
            "Protocol", "Pacing", "Dispatching", "Reporting", "Telemetry", "Handling", "Listening", "Calls", "Stopping",
        ],
        ["Resharding"] =
        [
            "Json", "Protocol", "Reporting", "Telemetry", "Sessions", "Api", "Handling", "Calls", "Shards", "Stopping",
        ],
        [""] =
        [
            "Protocol", "Transport/Inflating", "Transport/Dialing", "Transport", "Pacing", "Dispatching", "Reporting", "Telemetry",
            "Sessions", "Api", "Handling", "Listening", "Calls", "Sending", "Shards", "Stopping", "Resharding",
        ],
        ["Events/Json"] = ["Json", "Protocol", "Dispatching"],
        ["Events"] = ["Protocol", "Dispatching", "Reporting", "Api", "Handling", "Calls", "", "Events/Json"],
        ["Guilds"] = ["Protocol", "Dispatching", "Sessions", "Handling", "Events/Json"],
    };

    /// <summary>Types that know each other in a larger circle: views, whose grammar is recursive.</summary>
    private static readonly string[] RecursiveViews = ["JsonView", "ListView", "MapView", "ObjectCursor", "ScalarView", "ViewValue"];

    private static readonly Dictionary<string, string> Sources = Read(Library);

    [Fact]
    public void Folder_references_only_the_folders_that_it_may_reference()
    {
        var wrong = Uses(Sources)
            .Where(use => !MayKnow[use.From].Contains(use.To))
            .Select(use => $"{use.Source} knows {use.Type} of {(use.To is "" ? "the root" : use.To)}");

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(Library)]
    [InlineData("src/Spectacles.Gateway.Aot.Testing")]
    [InlineData("src/Spectacles.Gateway.Aot.Cli")]
    [InlineData("src/Spectacles.Gateway.Aot.Zstd")]
    [InlineData("src/Spectacles.Gateway.Aot.Hosting")]
    [InlineData("src/Spectacles.Gateway.Aot.Rest")]
    [InlineData("src/Spectacles.Gateway.Aot.Interactions")]
    [InlineData("src/Spectacles.Gateway.Aot.Fleet")]
    [InlineData("src/Spectacles.Gateway.Aot.Nats")]
    [InlineData("generators/Spectacles.Gateway.Aot.Generators")]
    public void Folders_of_a_project_have_no_reference_cycles(string project)
    {
        var known = Uses(Read(project)).ToLookup(use => use.From, use => use.To);
        var circles = known.Select(folder => folder.Key).Where(start => Reaches(start, start, known, []));

        Assert.Empty(circles);
    }

    [Fact]
    public void Reference_cycles_of_types_have_at_most_three_members()
    {
        var known = TypeUses(Sources).ToLookup(use => use.From, use => use.To);
        var circles = known.Select(type => type.Key)
            .Select(
                type =>
                    known
                        .Select(other => other.Key)
                        .Where(other => other == type || (Reaches(type, other, known, []) && Reaches(other, type, known, [])))
                        .Order()
                        .ToArray())
            .Where(circle => circle.Length > 3 && !circle.SequenceEqual(RecursiveViews))
            .Select(circle => string.Join(", ", circle)).Distinct();

        Assert.Empty(circles);
    }

    [Fact]
    public void Specs_of_the_generators_are_records_and_enums() =>
        Assert.Empty(
            Read("generators/Spectacles.Gateway.Aot.Generators")
                .Where(source => Folder(source.Key) == "Spec" && !Data().IsMatch(source.Value))
                .Select(source => source.Key));

    [Theory]
    [InlineData("Protocol", @"\bTask\b|ValueTask|TimeProvider|System\.Net|Socket")]
    [InlineData("Pacing", @"System\.Net|Socket")]
    [InlineData("Dispatching", @"System\.Net|Socket|\bShard\b")]
    public void Folder_does_not_use_APIs_outside_its_responsibility(string folder, string business) =>
        Assert.Empty(
            Sources.Where(source => Folder(source.Key) == folder && Regex.IsMatch(source.Value, business)).Select(source => source.Key));

    [Fact]
    public void The_library_uses_no_reflection_and_one_package() =>
        Assert.Equal(
            ["Microsoft.Extensions.Logging.Abstractions"],
            PackageReference()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, Library, "Spectacles.Gateway.Aot.csproj")))
                .Select(match => match.Groups[1].Value));

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var files = new[] { "src", "generators", "tests", "bench", "samples" }
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(
                file =>
                    !Separators().IsMatch(Path.GetRelativePath(Repository.Root, file))
                        && !file.EndsWith(".g.cs", StringComparison.Ordinal));

        Assert.Empty(files.Where(file => File.ReadLines(file).Count() > 300).Select(file => Path.GetRelativePath(Repository.Root, file)));
    }

    /// <summary>A type of several reasons has a file for each: <c>Cluster.Listening.cs</c>.</summary>
    [Fact]
    public void Source_file_contains_one_type_with_the_name_of_the_file() =>
        Assert.Empty(
            Sources
                .Where(
                    source => TopLevel().Count(source.Value) != 1 || TopLevel().Match(source.Value).Groups[1].Value != TypeOf(source.Key))
                .Select(source => source.Key));

    [Fact]
    public void Name_of_an_additional_file_of_a_type_states_its_purpose()
    {
        var further = Sources.Keys.Where(source => Path.GetFileNameWithoutExtension(source).Contains('.', StringComparison.Ordinal));

        Assert.DoesNotContain(
            further,
            source =>
                !FurtherFile().IsMatch(source)
                    || !Sources.ContainsKey(Path.Combine(Path.GetDirectoryName(source)!, $"{TypeOf(source)}.cs").Replace('\\', '/')));
    }

    [Fact]
    public void Internals_of_the_library_are_visible_only_to_tests_benchmarks_and_fuzzer() =>
        Assert.Equal(
            ["Fuzz", "Spectacles.Gateway.Aot.Benchmarks", "Spectacles.Gateway.Aot.Tests"],
            Friend()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, Library, "Spectacles.Gateway.Aot.csproj")))
                .Select(match => match.Groups[1].Value)
                .Order());

    private static bool Reaches(string from, string target, ILookup<string, string> known, HashSet<string> seen) =>
        known[from].Distinct().Any(next => next == target || (seen.Add(next) && Reaches(next, target, known, seen)));

    private static Dictionary<string, string> Read(string project) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Separators().IsMatch(Path.GetRelativePath(Repository.Root, file)))
        .ToDictionary(
            file => Path.GetRelativePath(Path.Combine(Repository.Root, project), file).Replace('\\', '/'),
            file => Noise().Replace(File.ReadAllText(file), " "));

    /// <summary>Which source writes the name of a type that another folder declares.</summary>
    private static IEnumerable<(string Source, string From, string To, string Type)> Uses(Dictionary<string, string> sources)
    {
        var homes = sources.SelectMany(
            source => Declaration().Matches(source.Value).Select(match => (Type: match.Groups[1].Value, Folder: Folder(source.Key))))
            .GroupBy(home => home.Type).Where(homes => homes.Select(home => home.Folder).Distinct().Count() == 1)
            .ToDictionary(home => home.Key, home => home.First().Folder);
        return from source in sources
               where !EnumDeclaration().IsMatch(source.Value)
               from word in Word().Matches(source.Value).Select(match => match.Value).Distinct()
               where homes.TryGetValue(word, out string? home) && home != Folder(source.Key)
               select (source.Key, Folder(source.Key), homes[word], word);
    }

    /// <summary>Which type writes the name of another one.</summary>
    private static IEnumerable<(string From, string To)> TypeUses(Dictionary<string, string> sources)
    {
        var types = sources.Keys.Select(TypeOf).ToHashSet();
        return from source in sources
               where !EnumDeclaration().IsMatch(source.Value)
               from word in Word().Matches(source.Value).Select(match => match.Value).Distinct()
               where word != TypeOf(source.Key) && types.Contains(word)
               select (TypeOf(source.Key), word);
    }

    private static string Folder(string source) => source.Contains('/', StringComparison.Ordinal) ? source[..source.LastIndexOf('/')] : "";

    /// <summary>A large type has a file for each reason: <c>Shard.cs</c>, <c>Shard.Sending.cs</c>.</summary>
    private static string TypeOf(string source) => Path.GetFileName(source).Split('.')[0];

    [GeneratedRegex("""//[^\n]*|(?m:^(?:using|namespace) .*$)|\$*"{3}[\s\S]*?"{3}|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])'""")]
    private static partial Regex Noise();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|Snapshots)[\\/]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|delegate\s+\w+|record(?:\s+(?:class|struct))?)\s+([A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?:public|internal) enum ", RegexOptions.Multiline)]
    private static partial Regex EnumDeclaration();

    [GeneratedRegex(
        @"^(?:public|internal)\s[^(;{=]*?\b(?:class|struct|interface|enum|delegate\s+\w+|record(?:\s+(?:class|struct))?)\s+([A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"^internal (?:sealed record|readonly record struct|enum) ", RegexOptions.Multiline)]
    private static partial Regex Data();

    // Not behind a dot: that is a member of something.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*\b(?! = \d)")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:^|/)[A-Z]\w*\.[A-Z][a-z]+\.cs$")]
    private static partial Regex FurtherFile();

    [GeneratedRegex("""PackageReference Include="([^"]+)""")]
    private static partial Regex PackageReference();

    [GeneratedRegex("""InternalsVisibleTo Include="([^"]+)""")]
    private static partial Regex Friend();
}
