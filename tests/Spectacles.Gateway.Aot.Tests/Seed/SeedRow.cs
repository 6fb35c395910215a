namespace Spectacles.Gateway.Tests.Seed;

/// <summary>A row of docs/from-the-seed.md.</summary>
/// <param name="Section">The heading that it stands under.</param>
/// <param name="Seed">What the seed had.</param>
/// <param name="Here">What is here in its place.</param>
/// <param name="Test">The test that shows it, or the mark <see cref="Absent"/>.</param>
internal sealed record SeedRow(string Section, string Seed, string Here, string Test)
{
    /// <summary>What the last column says where there is nothing that a test could show.</summary>
    public const string Absent = "absent";

    /// <summary>Whether the row says that nothing here is in the place of it.</summary>
    public bool IsAbsent => Here.StartsWith("absent", StringComparison.Ordinal) || Here.StartsWith("not here", StringComparison.Ordinal);
}
