using System.Reflection;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>What docs/from-the-seed.md names is there: each member in the library, each test in this assembly.</summary>
public sealed class SeedTableTests
{
    private static readonly (string Section, int Rows)[] Sections =
    [
        ("Gateway", 13), ("Cluster", 18), ("Shard", 23), ("Sending", 8), ("Events", 11), ("Opcodes", 8), ("Defects", 11),
        ("Command line", 5), ("The ecosystem", 24),
    ];

    [Fact]
    public void Seed_document_has_all_its_tables() => Assert.All(Sections, section =>
    {
        int rows = SeedTable.Rows.Count(row => row.Section == section.Section);
        Assert.True(rows >= section.Rows, $"'{section.Section}' has {rows} rows; there were at least {section.Rows}");
    });

    [Fact]
    public void Seed_document_has_a_row_for_every_defect() =>
        Assert.Equal(
            Enumerable.Range(1, 11).Select(number => $"R{number}"),
            SeedTable.Rows.Where(row => row.Section == "Defects").Select(row => row.Seed.Split(':')[0]));

    [Fact]
    public void Every_member_named_in_the_seed_document_exists() => Assert.All(SeedTable.Rows, row =>
    {
        string[] names = SeedTable.Names(row.Here);
        Assert.True(row.IsAbsent || names.Length > 0, $"'{row.Seed}' names no member, and does not say that it is absent");
        Assert.All(
            names,
            name =>
                Assert.True(MemberName.Count(name) == 1, $"'{row.Seed}' names {name}, which {MemberName.Count(name)} public members are"));
    });

    [Fact]
    public void Every_test_named_in_the_seed_document_exists() => Assert.All(SeedTable.Rows, row =>
    {
        string[] names = SeedTable.Names(row.Test);
        Assert.True(names.Length > 0 || (row.IsAbsent && row.Test == SeedRow.Absent), $"'{row.Seed}' has no test");
        Assert.All(names, name => Assert.True(IsTest(name), $"'{row.Seed}' names {name}, which is no test"));
    });

    [Theory]
    [InlineData("Shard", 1)]
    [InlineData("Shard.Id", 1)]
    [InlineData("Shard.Opened", 1)]
    [InlineData("CloseCode.InvalidSequence", 1)]
    [InlineData("new Cluster(Gateway, ClusterOptions)", 1)]
    [InlineData("Gateway.From(string, GatewayOptions)", 1)]
    [InlineData("GatewayCommand.Create(Opcode, ReadOnlySpan<byte>)", 1)]
    [InlineData("Cluster.On<T>(Action<T, Shard>, GatewayIntents)", 1)]
    [InlineData("GatewayCommand.Create", 2)]
    [InlineData("GatewayCommand.Create(Opcode)", 0)]
    [InlineData("Shard.Id()", 0)]
    [InlineData("Shard.Token", 0)]
    [InlineData("Cluster.On(Action<T, Shard>, GatewayIntents)", 0)]
    [InlineData("new Shard(int)", 0)]
    [InlineData("MasterCluster", 0)]
    [InlineData("shard.Id", 0)]
    public void Member_name_matches_expected_number_of_members(string name, int members) => Assert.Equal(members, MemberName.Count(name));

    [Theory]
    [InlineData("SeedTableTests.Seed_document_has_a_row_for_every_defect", true)]
    [InlineData("SeedTableTests.Member_name_matches_expected_number_of_members", true)]
    [InlineData("SeedTableTests.IsTest", false)]
    [InlineData("SeedTableTests.No_such_test", false)]
    [InlineData("SeedTableTests", false)]
    [InlineData("NoSuchTests.Seed_document_has_a_row_for_every_defect", false)]
    public void Test_name_matches_only_test_methods(string name, bool isTest) => Assert.Equal(isTest, IsTest(name));

    private static bool IsTest(string name) => name.Split('.') is [var type, var method]
        && typeof(SeedTableTests).Assembly.GetTypes().Where(candidate => candidate is { IsPublic: true } && candidate.Name == type)
            .SelectMany(candidate => candidate.GetMethods()).Any(
                candidate => candidate.Name == method && candidate.GetCustomAttribute<FactAttribute>(inherit: true) is not null);
}
