namespace Spectacles.Gateway.Generators;

/// <summary>The names of <see cref="InteractionGenerator"/>'s steps. A test states for each which edits run it.</summary>
internal static class InteractionSteps
{
    /// <summary>Reads a class with methods that answer interactions.</summary>
    public const string Module = "Module";

    /// <summary>Reads the texts of one language.</summary>
    public const string Texts = "Texts";

    /// <summary>Joins its methods to commands, and checks them.</summary>
    public const string Join = "ModuleJoin";

    /// <summary>The classes to write.</summary>
    public const string Dispatch = "ModuleDispatch";

    /// <summary>The registrations to write, in a project with the hosting package.</summary>
    public const string Registrations = "ModuleRegistrations";

    /// <summary>What is wrong.</summary>
    public const string Diagnostics = "ModuleDiagnostics";

    /// <summary>What is wrong with the texts.</summary>
    public const string TextDiagnostics = "TextDiagnostics";

    /// <summary>What is wrong with all classes of the project together.</summary>
    public const string Project = "ProjectDiagnostics";
}
