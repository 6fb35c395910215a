using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// Specifies the contract between the generated code of an assembly and the library. The source generator reads it when another project
/// refers to the assembly. Each generator that has something to emit writes it, with the same number. Generated; not for hand-written code.
/// </summary>
/// <param name="number">The number of the contract.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmittedContractAttribute(int number) : Attribute
{
    /// <summary>The number of the contract.</summary>
    public int Number { get; } = number;
}
