namespace Spectacles.Gateway.Generators;

/// <summary>A parameter of a path.</summary>
/// <param name="WireName">The name between the braces.</param>
/// <param name="Name">The name in C#.</param>
/// <param name="Type">The type in C#.</param>
/// <param name="IsText">Whether it has to be escaped.</param>
/// <param name="Doc">What it means; empty where its name says that.</param>
internal sealed record RouteParameterSpec(string WireName, string Name, string Type, bool IsText, string Doc)
{
    /// <summary>Whether it is the token of a webhook or an interaction.</summary>
    public bool IsToken => WireName.EndsWith("_token", StringComparison.Ordinal);
}
