namespace Spectacles.Gateway.Generators;

/// <summary>The names of <see cref="ContractGenerator"/>'s steps. A test states for each which edits run it.</summary>
internal static class ContractSteps
{
    /// <summary>Reads a schema file.</summary>
    public const string Schema = "Schema";

    /// <summary>Keeps the schemas of a project apart.</summary>
    public const string SchemaSet = "SchemaSet";

    /// <summary>Gives a schema that the project's own refer to its meaning; never runs where there is none of the project's own.</summary>
    public const string References = "References";

    /// <summary>Gives it its meaning.</summary>
    public const string Contract = "Contract";

    /// <summary>What is wrong with it.</summary>
    public const string Diagnostics = "ContractDiagnostics";

    /// <summary>The models to write, and the views over them.</summary>
    public const string Models = "Models";

    /// <summary>The enums to write.</summary>
    public const string Enums = "Enums";

    /// <summary>The names of events to write.</summary>
    public const string Events = "Events";

    /// <summary>The JSON context to write.</summary>
    public const string Context = "Context";

    /// <summary>Whether the project defines the client that routes are methods of.</summary>
    public const string RestClient = "RestClient";

    /// <summary>The routes to write.</summary>
    public const string Routes = "Routes";

    /// <summary>The queries of routes to write.</summary>
    public const string Queries = "Queries";
}
