namespace Spectacles.Gateway.Generators;

/// <summary>A class that answers interactions, as far as the compilation explains it.</summary>
/// <param name="Class">How the class is declared; null where it cannot answer interactions.</param>
/// <param name="Name">The class, for messages.</param>
/// <param name="Groups">The commands with subcommands and the groups that it describes.</param>
/// <param name="Methods">Its methods.</param>
/// <param name="Settings">How its commands are registered.</param>
/// <param name="Registrations">How the services of a host create it, or what derives from it.</param>
/// <param name="Diagnostics">What is wrong with single methods.</param>
internal sealed record ModuleDraft(
    ClassShape? Class,
    string Name,
    EquatableArray<GroupDraft> Groups,
    EquatableArray<InteractionMethodDraft> Methods,
    CommandSettings Settings,
    EquatableArray<RegistrationSpec> Registrations,
    EquatableArray<DiagnosticInfo> Diagnostics);
