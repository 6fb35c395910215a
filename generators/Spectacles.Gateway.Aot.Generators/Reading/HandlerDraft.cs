namespace Spectacles.Gateway.Generators;

/// <summary>A handler class, as far as the compilation explains it.</summary>
/// <param name="Class">The class without its methods; null where it cannot be a handler.</param>
/// <param name="Methods">Its methods.</param>
/// <param name="Intents">The library's intents.</param>
/// <param name="Registrations">How the services of a host create it, or what derives from it.</param>
/// <param name="Diagnostics">What is wrong, whatever the schemas say.</param>
internal sealed record HandlerDraft(
    HandlerSpec? Class,
    EquatableArray<HandlerMethodDraft> Methods,
    IntentTable Intents,
    EquatableArray<RegistrationSpec> Registrations,
    EquatableArray<DiagnosticInfo> Diagnostics);
