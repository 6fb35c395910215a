namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Tests that listen to the whole process run alone: no other test is measured, or pays for it.</summary>
[CollectionDefinition("observers of the process", DisableParallelization = true)]
public sealed class ProcessObservers;
