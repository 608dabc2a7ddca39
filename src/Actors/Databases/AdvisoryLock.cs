namespace CmsOrchestrator.Actors.Databases;

/// <summary>Work that only one of several processes does at a time. The numbers are the same in all versions.</summary>
internal enum AdvisoryLock
{
    /// <summary>The tables are brought up to date.</summary>
    Schema = 1,

    /// <summary>What is too old is deleted.</summary>
    Cleaning = 2,

    /// <summary>A process runs on the database, alone or as one node of several.</summary>
    Process = 3,
}
