namespace Spectacles.Gateway.Generators;


/// <summary>The names of <see cref="InteractionGenerator"/>'s steps. A test states for each which edits run it.</summary>
internal static class InteractionSteps
{
    /// <summary>Reads a class with methods that answer interactions.</summary>
    public const string Module = "Module";

    /// <summary>Joins its methods to commands, and checks them.</summary>
    public const string Join = "ModuleJoin";

    /// <summary>The classes to write.</summary>
    public const string Dispatch = "ModuleDispatch";

    /// <summary>What is wrong.</summary>
    public const string Diagnostics = "ModuleDiagnostics";
}
