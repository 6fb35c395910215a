using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// The contract between generated code and the library: what the code calls, and what it promises
/// (docs/decisions/0026-contract-of-emitted-code.md).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmittedContract
{
    /// <summary>The contract of this version. The generator emits the same number.</summary>
    public const int Number = 1;

    /// <summary>What code without a number has, which is not generated.</summary>
    private const int None = 0;

    /// <summary>Checks that the library knows the contract of a type's generated code.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="type">A type with generated code: a handler or a model.</param>
    /// <exception cref="InvalidOperationException">The contract is unknown.</exception>
    public static void ThrowIfUnknown(int number, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (number is not (None or Number))
        {
            string? assembly = type.Assembly.GetName().Name;
            throw new InvalidOperationException(
                $"The assembly '{assembly}' contains generated code of contract {number}, "
                + $"but this version of Spectacles.Gateway.Aot works with contract {Number}. "
                + $"Rebuild '{assembly}' with this version of Spectacles.Gateway.Aot, or use the version with which it was built.");
        }
    }
}
