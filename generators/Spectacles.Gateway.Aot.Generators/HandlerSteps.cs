namespace Spectacles.Gateway.Generators;

/// <summary>The names of <see cref="HandlerGenerator"/>'s steps. A test states for each which edits run it.</summary>
internal static class HandlerSteps
{
    /// <summary>Reads a handler class: what to write, and what is wrong.</summary>
    public const string Handler = "Handler";

    /// <summary>Reads what handlers need of a schema of the project's own.</summary>
    public const string OwnSchema = "OwnSchema";

    /// <summary>Joins the two by name.</summary>
    public const string Join = "Join";

    /// <summary>The dispatch to write.</summary>
    public const string Dispatch = "Dispatch";

    /// <summary>The JSON context to write.</summary>
    public const string Context = "HandlerContext";

    /// <summary>The registrations to write, in a project with the hosting package.</summary>
    public const string Registrations = "Registrations";

    /// <summary>The referenced assemblies whose contract is not known.</summary>
    public const string UnknownContracts = "UnknownContracts";

    /// <summary>What is wrong.</summary>
    public const string Diagnostics = "HandlerDiagnostics";
}
