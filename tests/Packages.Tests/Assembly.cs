using Spectacles.Gateway.Packages.Tests;

[assembly: AssemblyFixture(typeof(Workspace))]
