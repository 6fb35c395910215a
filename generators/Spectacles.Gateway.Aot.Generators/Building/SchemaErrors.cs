using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Collects what is wrong with a schema's meaning.</summary>
internal sealed class SchemaErrors(string path)
{
    private readonly List<DiagnosticInfo> diagnostics = [];

    public IEnumerable<DiagnosticInfo> Diagnostics => diagnostics;

    public void Report(DiagnosticDescriptor descriptor, SchemaText at, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(descriptor, path, at.Position, arguments));

    /// <summary>The C# name of an intent; empty, and reported, when there is none.</summary>
    public string CheckIntent(SchemaText intent)
    {
        if (KnownNames.IntentNames.Contains(intent.Value))
        {
            return Naming.ToPascalCase(intent.Value);
        }

        Report(DiagnosticDescriptors.SchemaUnknownIntent, intent, intent.Value, Naming.Nearest(intent.Value, KnownNames.IntentNames));
        return "";
    }
}
