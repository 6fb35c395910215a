using System.ComponentModel;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// A class whose methods answer interactions. Do not implement it by hand: put <see cref="SlashCommandAttribute"/>,
/// <see cref="ComponentAttribute"/> and their like on methods of a <see langword="partial"/> class, and the source generator implements it.
/// </summary>
public interface IInteractionModule
{
    /// <summary>The contract of the module's generated code; 0 if it is written by hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    int Contract => 0;

    /// <summary>The methods. The number of a method is its index.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    IReadOnlyList<InteractionMethod> Methods { get; }

    /// <summary>The number of commands to register.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    int CommandCount => 0;

    /// <summary>Returns the registration of a command: a JSON object in UTF-8, without white space and without default values.</summary>
    /// <param name="index">The index of the command, less than <see cref="CommandCount"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ReadOnlySpan<byte> GetCommand(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Finds the method for an interaction. Nothing is allocated.</summary>
    /// <returns>The number of the method; -1 if there is none.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    int Find(in InteractionRequest request);

    /// <summary>Reads the parameters of a method from the request, and calls it.</summary>
    /// <param name="method">The number of the method, from <see cref="Find"/>.</param>
    /// <param name="request">The interaction. It is not used after this call has returned.</param>
    /// <param name="interaction">What the method answers with.</param>
    /// <param name="cancellationToken">Passed to the method.</param>
    /// <exception cref="OptionException">A value does not fit its parameter. The method was not called.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ValueTask InvokeAsync(int method, in InteractionRequest request, Interaction interaction, CancellationToken cancellationToken);

    /// <summary>Reads the parameters of a method of the kind <see cref="InteractionKind.Autocompletion"/>, and calls it.</summary>
    /// <param name="method">The number of the method, from <see cref="Find"/>.</param>
    /// <param name="request">The interaction. It is not used after this call has returned.</param>
    /// <param name="autocompletion">Passed to the method.</param>
    /// <param name="cancellationToken">Passed to the method.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ValueTask<IEnumerable<Suggestion>> SuggestAsync(
        int method, in InteractionRequest request, Autocompletion autocompletion, CancellationToken cancellationToken) =>
        throw new ArgumentOutOfRangeException(nameof(method));
}
