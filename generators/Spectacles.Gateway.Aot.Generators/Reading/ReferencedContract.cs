using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>An assembly that a project refers to, and the contract of the code that was emitted for it.</summary>
internal sealed record ReferencedContract(string Assembly, int Number)
{
    /// <summary>The assemblies whose contract this generator does not know.</summary>
    public static IEnumerable<ReferencedContract> FindUnknown(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RefersToLibrary(assembly) && NumberOf(assembly) is { } number && number != EmittedContract.Number)
            {
                yield return new ReferencedContract(assembly.Name, number);
            }
        }
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(DiagnosticDescriptors.UnknownContract, Location.None, Assembly, Number, EmittedContract.Number);

    // Attributes are decoded at every edit, and only a few of the references can have this one.
    private static bool RefersToLibrary(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == KnownNames.Library));

    private static int? NumberOf(IAssemblySymbol assembly) => assembly.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.ContractAttributeType)
        .Select(attribute => attribute.ConstructorArguments is [{ Value: int number }] ? number : (int?)null)
        .FirstOrDefault();
}
