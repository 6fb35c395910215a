namespace Spectacles.Gateway.Generators.Tests;

internal static class Repository
{
    /// <summary>The repository's folder, found from the test's own: a deterministic build hides source paths.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Tests => Path.Combine(Root, "tests", "Spectacles.Gateway.Aot.Generators.Tests");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Spectacles.Gateway.Aot.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
