using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Joins the handlers of a project with its own schemas, by name: what those have written does not exist yet where handlers are read.
/// </summary>
internal sealed class HandlerJoin
{
    private readonly HandlerDraft draft;
    private readonly ImmutableArray<OwnSchema> schemas;
    private readonly List<DiagnosticInfo> diagnostics;

    private HandlerJoin(HandlerDraft draft, ImmutableArray<OwnSchema> schemas)
    {
        this.draft = draft;
        this.schemas = schemas;
        diagnostics = [.. draft.Diagnostics];
    }

    public static HandlerResult Join((HandlerDraft Draft, ImmutableArray<OwnSchema> Schemas) project, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new HandlerJoin(project.Draft, project.Schemas).Join();
    }

    private HandlerResult Join()
    {
        var methods = draft.Methods
            .Select(Join)
            .Where(method => method is not null)
            .Select(method => method!)
            .ToEquatableArray();

        // Also without a method that can be called: otherwise the compiler would report each use of the class as a handler, too.
        var spec = draft.Class is { } handler ? handler with { Methods = methods } : null;
        return new HandlerResult(spec, spec is null ? default : draft.Registrations, Distinct(diagnostics).ToEquatableArray());
    }

    // A method with several events is read once for each, and has one mistake in its parameters.
    private static IEnumerable<DiagnosticInfo> Distinct(IEnumerable<DiagnosticInfo> diagnostics) =>
        diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Path, diagnostic.Position)).Select(same => same.First());

    private HandlerMethodSpec? Join(HandlerMethodDraft method)
    {
        OwnEvent[] events = [.. schemas.SelectMany(schema => schema.Events).Where(candidate => candidate.Name == method.Event)];
        if (!method.IsKnown && events.Length == 0 && method.NamedIntents is null)
        {
            // What the parameters can be depends on the event.
            var known = schemas.SelectMany(schema => schema.Events).Select(candidate => candidate.Name);
            diagnostics.Add(
                NearestName.Find(method.Event, known) is { } nearest
                    ? UnknownEvent.With(method.Unknown, method.Event, nearest)
                    : method.Unknown);
            return null;
        }

        var spec = method.Parameter is { } parameter ? Resolve(method, parameter, events) : Replace(method.Spec, events);
        long named = method.NamedIntents ?? 0;
        long deliveredBy = events.FirstOrDefault(known => known.Intents.Count > 0) is { } own
            ? draft.Intents.ValueOf(own.Intents)
            : method.DeliveredBy;
        long intents = IntentRule.Apply(deliveredBy, named, draft.Intents.Privileged);
        long caused = intents & draft.Intents.Privileged & ~named;
        if (caused != 0 && spec is not null)
        {
            string names = draft.Intents.ToText(caused);
            diagnostics.Add(
                DiagnosticInfo.At(
                    DiagnosticDescriptors.PrivilegedIntent, method.Unknown.Path, method.Unknown.Position, method.Event, names) with
                {
                    Fix = names,
                });
        }

        return spec is null ? null : spec with { Intents = intents, IntentNames = draft.Intents.ToSource(intents) };
    }

    /// <summary>The method with the model or the view that a schema of the project has for its parameter.</summary>
    private HandlerMethodSpec? Resolve(HandlerMethodDraft method, OwnParameter parameter, OwnEvent[] events)
    {
        var fitting = OwnMatch.Find(parameter, events);
        if (fitting.Length == 0 && !parameter.IsView)
        {
            ReportMisfit(method, parameter);
            return null;
        }

        if (fitting.Length > 1)
        {
            Report(
                DiagnosticDescriptors.AmbiguousType,
                parameter,
                parameter.Misfit.Arguments[0],
                fitting[0].Reference.DisplayName,
                method.Event);
            return null;
        }

        if (parameter.Conflict is { } conflict)
        {
            diagnostics.Add(conflict);
            return null;
        }

        bool isView = fitting.Length == 0 || fitting[0].IsView;
        var spec = method.Spec! with
        {
            Arguments = method.Spec!.Arguments
                .Select(
                    argument =>
                        argument != HandlerArgument.Own
                            ? argument
                            : isView ? HandlerArgument.View : HandlerArgument.Model).ToEquatableArray(),
        };
        return (fitting.FirstOrDefault(), isView) switch
        {
            ({ } match, true) => spec with { View = $"global::{match.Type}.{KnownNames.View}" },
            ({ } match, false) => spec with { Model = $"global::{match.Event.Model}", ModelParameter = $"global::{match.Type}" },
            _ => spec,
        };
    }

    // One model for the handlers of an event: a model of the project's own that extends the library's is read for those of the library's
    // too.
    private static HandlerMethodSpec? Replace(HandlerMethodSpec? spec, OwnEvent[] events) =>
        spec is { Model.Length: > 0 } && events.FirstOrDefault(known => known.Types.Any(type => spec.Model == $"global::{type}")) is { } own
            ? spec with { Model = $"global::{own.Model}" }
            : spec;

    private void ReportMisfit(HandlerMethodDraft method, OwnParameter parameter)
    {
        var others = schemas.SelectMany(schema => schema.Events).Where(known => known.Name != method.Event);
        if (OwnMatch.Find(parameter, others).FirstOrDefault(match => match.Type == match.Event.Model) is { } other)
        {
            string role = other.IsView ? "view" : "model";
            Report(
                DiagnosticDescriptors.ModelOfAnotherEvent,
                parameter,
                parameter.Misfit.Arguments[0],
                method.Event,
                other.Reference.DisplayName,
                role,
                other.Event.Name);
            return;
        }

        // A type that does not exist, and that no schema has either, is the compiler's to report.
        if (
            parameter.IsKnown
                || schemas
                    .SelectMany(schema => schema.Types)
                    .Any(
                        type =>
                            parameter.References.Any(reference => reference.Means(type, view: false) || reference.Means(type, view: true))))
        {
            diagnostics.Add(parameter.Misfit);
        }
    }

    private void Report(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, OwnParameter parameter, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(descriptor, parameter.Misfit.Path, parameter.Misfit.Position, arguments));
}
